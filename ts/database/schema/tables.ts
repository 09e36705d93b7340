/** All tables of OAR, under their names. */
export * from "./jobs.js";
export * from "./plan.js";
export * from "./resources.js";
export * from "./site.js";
