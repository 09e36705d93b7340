/**
 * OAR's database: its configuration file, its tables, sessions on it, the language of property filters, and what
 * reads and writes it. This room does not know what a round is.
 */
export * from "./checking/index.js";
export * from "./configuration/index.js";
export * from "./filter/index.js";
export * from "./reading/index.js";
export * from "./rehearsal/index.js";
export * from "./schema/index.js";
export * from "./seeding/index.js";
export * from "./session/index.js";
export * from "./writing/index.js";
