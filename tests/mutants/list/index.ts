/** Every mutant. */
import type { Mutant } from "../mutant.js";
import { CONTAINERS } from "./containers.js";
import { FACADE } from "./facade.js";
import { HIERARCHY_AND_GROUPS } from "./hierarchy.js";
import { ROUND } from "./round.js";
import { SEARCH } from "./search.js";
import { SHARERS } from "./sharing.js";
import { SLOTS_AND_DATES } from "./slots.js";

/** In the order in which they are run. */
export const MUTANTS: readonly Mutant[] = [
  ...SEARCH,
  ...SLOTS_AND_DATES,
  ...HIERARCHY_AND_GROUPS,
  ...SHARERS,
  ...CONTAINERS,
  ...ROUND,
  ...FACADE,
];
