/** The commands, one a file: each takes its options and the streams, and returns the exit status. */
export * from "./demo.js";
export * from "./explain.js";
export * from "./schedule.js";
