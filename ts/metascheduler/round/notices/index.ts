/**
 * The end of a round: clients that wait are told what was decided, and what a former round could not bring to its end
 * is brought there (sections 5.10, 8 and 10.5 of the database reference).
 */
export { sendNotices } from "./notices.js";
