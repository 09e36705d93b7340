/** What a random world may contain, and what the parts of a world know of each other. */
import type { Dice } from "./dice.js";
import type { Vocabulary } from "./requests.js";
import type { RandomSite } from "./sites.js";

/**
 * Parts of the rules beyond sections 1 to 9 and 16: `sharing` section 10, `containers` 11, `quotas` 12,
 * `calendar` 13 and 14 (with quotas), `sorting` R4.4 to R4.7, `reservations` 15.
 */
export const FEATURES = ["sharing", "containers", "quotas", "calendar", "sorting", "reservations"] as const;

/** See {@link FEATURES}. */
export type Feature = (typeof FEATURES)[number];

/** `basic`: none of the features; `all`: all of them; or those in a list. */
export type Features = "basic" | "all" | readonly Feature[];

/**
 * `broad`: up to dozens of resources, long ranges of times. `tiny`: few resources, counts and walltimes,
 * so that requests repeat and windows touch.
 */
export type WorldKind = "broad" | "tiny";

/** What is fixed before the jobs of a world are made. */
export interface WorldPlan {
  dice: Dice;
  kind: WorldKind;
  /** Features of this world: a random part of those allowed. */
  features: ReadonlySet<Feature>;
  site: RandomSite;
  words: Vocabulary;
  now: number;
  /** Seconds that times are multiples of, most of the time. */
  unit: number;
  /** Effective pad in seconds. */
  pad: number;
  queues: string[][];
}
