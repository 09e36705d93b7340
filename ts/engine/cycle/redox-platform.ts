/** What all queue groups of a round have in common, gathered. */
import type { RejectedJob } from "../../model/index.js";
import { pack, type Wire } from "../columns.js";
import type { EncodedBeginning, RoundSettings } from "../encode/steps.js";
import { HandleError } from "../errors.js";
import type { Platform, RoundContext } from "./platform.js";

/** What was gathered, and where more is to be had. */
export interface Gathered {
  readonly session: unknown;
  readonly platform: Platform;
  readonly round: RoundContext;
  readonly settings: RoundSettings;
  readonly beginning: EncodedBeginning;
  /** The beginning, as the module takes it. */
  readonly wire: Wire;
}

let privatesOf: (value: RedoxPlatform) => Gathered | null;

/**
 * The data of a round: settings, resources, quotas and scheduled jobs, as they were when they were gathered. It is
 * plain data, bound to no engine: any number of slot sets can be built from it, also after a crash of the module, and
 * there is nothing to dispose of. It knows `session` and `platform` for what is still to be gathered and saved.
 */
export class RedoxPlatform {
  /** Date of the round in epoch seconds. */
  readonly now: number;
  /**
   * Scheduled jobs with which something is wrong. They are left out: nothing knows of the resources that they hold.
   */
  readonly rejected: readonly RejectedJob[];
  readonly #gathered: Gathered;

  /** @internal Made by `buildRedoxPlatform`. */
  constructor(gathered: Omit<Gathered, "wire">) {
    this.now = gathered.settings.now;
    this.rejected = gathered.beginning.rejected;
    this.#gathered = { ...gathered, wire: pack(gathered.beginning.columns) };
  }

  static {
    privatesOf = (value) => (#gathered in value ? value.#gathered : null);
  }
}

/**
 * What is behind a `RedoxPlatform`.
 *
 * @throws HandleError `wrong_engine`: it is none
 */
export function gatheredOf(value: RedoxPlatform): Gathered {
  const gathered = typeof value === "object" && value !== null ? privatesOf(value) : null;
  if (gathered === null) throw new HandleError("wrong_engine");
  return gathered;
}
