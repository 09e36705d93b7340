/** The reference scheduler: an independent oracle of the tests, written from the rules alone. */
export { referenceSchedule } from "./round.js";
