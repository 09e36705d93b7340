/** One round against an OAR database: gather, decide, commit, notify; and the daemon that runs rounds. */
export * from "./notifier/index.js";
export type { Round } from "./round/context.js";
export type { Decision } from "./round/decision.js";
export { type Examination, examineRound } from "./round/examine.js";
export { planQueue } from "./round/kamelot.js";
export { closeRound, openRound, type RoundOptions } from "./round/open.js";
export { type RoundExitCode, type RoundReport, runRound } from "./round/round.js";
