/** From a file or standard input to scenarios, with errors that say where: file, line and field. */
export * from "./read-input.js";
export * from "./read-lines.js";
export * from "./read-scenario.js";
export * from "./source-error.js";
