/** Examining a database for what rounds would trip over: each thing as a finding, with what to do. Nothing is written. */
export { bySeverity, checkDatabase } from "./check.js";
export { type Finding, finding, findingIfAny, LISTED, type Severity } from "./finding.js";
