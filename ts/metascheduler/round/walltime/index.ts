/** Other walltimes for Running jobs: what is asked for, how much of it is granted, and what is written. */
export { changeWalltimes, type WalltimeOutcome } from "./change.js";
