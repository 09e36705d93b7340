/**
 * What the types of a job say, and which jobs may lie on one another: what the core works out for what it places, for
 * the decisions of a round that the core does not make.
 */
export { mayJoin, type SharingJob } from "./sharing.js";
export { type JobTypes, readJobTypes, type Scope } from "./types.js";
