/**
 * Reasons: a round is decided again up to the job that is asked about (`account`), what the module tells of it is read
 * (`read`), named (`situation`, `names`, `causes`) and put into a sentence (`sentence`, `clauses`, `words`).
 */
export { explainJob, type Question } from "./account.js";
export { explanationOf } from "./explanation.js";
export type { Outcome, SetNames, Situation } from "./situation.js";
