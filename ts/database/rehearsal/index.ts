/**
 * A stage on which a round can be rehearsed: temporary copies of the tables that a round writes. They belong to the
 * session, hide the real ones from it, and are gone with it. Nothing of the database is written, and no row of it locked.
 */
export { type RowChange, rehearsedChanges } from "./changes.js";
export { prepareStage } from "./stage.js";
