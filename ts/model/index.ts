/**
 * The domain's nouns as types: what a scheduling round is given (scenario), what it decides
 * (schedule), the quota document, the sets of resources both speak of, the limits of both, and the error that says what
 * is wrong with an input. This room imports from no other room.
 */
export * from "./causes.js";
export * from "./errors.js";
export * from "./explanation.js";
export * from "./hook-errors.js";
export * from "./limits.js";
export * from "./procset.js";
export * from "./quotas.js";
export * from "./scenario.js";
export * from "./schedule.js";
