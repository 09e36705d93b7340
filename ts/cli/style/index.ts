/** How text looks: terminal and colours, the palette of the drawings, dates, durations and safe names. */
export * from "./numbers.js";
export * from "./palette.js";
export * from "./printable.js";
export * from "./terminal.js";
export * from "./time.js";
