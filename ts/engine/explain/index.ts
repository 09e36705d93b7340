/**
 * Reasons: a round is decided again up to the job that is asked about (`account`), what the module tells of it is read
 * (`read`), named (`names`, `causes`) and put into a sentence (`sentence`, `clauses`, `words`).
 */
export { explainJob, type Question } from "./account.js";
export { explanationOf, type Outcome, type SetNames, type Situation } from "./explanation.js";
