/** Every mutant. */
import type { Mutant } from "../mutant.js";
import { CALENDAR } from "./calendar.js";
import { CONTAINERS } from "./containers.js";
import { DOCUMENTS } from "./documents.js";
import { FACADE } from "./facade.js";
import { HIERARCHY_AND_GROUPS } from "./hierarchy.js";
import { HOOK_ANSWERS } from "./hooks.js";
import { MEMORY } from "./memory.js";
import { QUOTAS } from "./quotas.js";
import { RESERVATIONS } from "./reservations.js";
import { ROUND } from "./round.js";
import { SEARCH } from "./search.js";
import { SHARERS } from "./sharing.js";
import { SLOTS_AND_DATES } from "./slots.js";

/** In the order in which they are run. */
export const MUTANTS: readonly Mutant[] = [
  ...SEARCH,
  ...MEMORY,
  ...SLOTS_AND_DATES,
  ...HIERARCHY_AND_GROUPS,
  ...SHARERS,
  ...CONTAINERS,
  ...ROUND,
  ...QUOTAS,
  ...CALENDAR,
  ...RESERVATIONS,
  ...HOOK_ANSWERS,
  ...FACADE,
  ...DOCUMENTS,
];
