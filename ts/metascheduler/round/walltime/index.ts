/** What Running jobs that ask for another walltime get of it: decisions without a database. */
export { decideWalltimes, type WalltimeDecision } from "./decide.js";
export { clock, signedClock } from "./durations.js";
