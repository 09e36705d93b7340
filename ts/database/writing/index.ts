/**
 * What a round writes. Each function writes in the transaction it is given; the groups of section 8 of the database
 * reference, which are wholly there or wholly absent, are made by {@link Writer}. Values are always parameters.
 */
export { copyCarefully, flushCarefully } from "./careful.js";
export { addEvents, type OarEvent } from "./events.js";
export { flushPlan, type NextPlan } from "./flush.js";
export { fragJobs } from "./frag.js";
export { type Launch, launchJobs } from "./launch.js";
export { intList, rowList } from "./lists.js";
export { lockJobs } from "./lock.js";
export { type JobText, replaceInMessages, setMessages } from "./messages.js";
export { copyPlan, dropPlanned, mirrorPlan, movePlan, type PlannedRow, planJobs } from "./plan.js";
export { disableQueue } from "./queues.js";
export { type ExaminedReservations, settleReservations } from "./reservations.js";
export { type ChangedJob, freeSuspended, type JobState, type StateChange, setJobStates } from "./state.js";
export { saveWalltimes, type WalltimeChange } from "./walltimes.js";
export { isRefusal, type Refused, Writer, type Written } from "./writer.js";
