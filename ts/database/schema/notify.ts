/** Being told that a round is wanted. OAR itself tells nobody by the database; a site may have its database do so. */

/** The channel of NOTIFY on which a daemon listens. */
export const NOTIFY_CHANNEL = "oar_redox";

const FUNCTION = "oar_redox_notify";

/** What matters to a round, by table. */
const EVENTS: Readonly<Record<string, string>> = {
  jobs: "INSERT OR UPDATE OF state",
  resources: "INSERT OR UPDATE OF state, available_upto",
  walltime_change: "INSERT OR UPDATE",
};

/** Name of the triggers, and of what they call. */
export const NOTIFY_TRIGGER = FUNCTION;

/** The tables that have them. */
export const NOTIFYING_TABLES: readonly string[] = Object.keys(EVENTS);

/**
 * The statements that make triggers which notify {@link NOTIFY_CHANNEL} when jobs, resources or requests for walltimes
 * change. What this program changes itself does not count: a round would ask for the next one.
 */
export function notifyTriggers(): string[] {
  const make = Object.entries(EVENTS).flatMap(([table, events]) => [
    `DROP TRIGGER IF EXISTS ${FUNCTION} ON ${table}`,
    `CREATE TRIGGER ${FUNCTION} AFTER ${events} ON ${table} FOR EACH STATEMENT
  WHEN (current_setting('application_name') <> 'oar-redox') EXECUTE FUNCTION ${FUNCTION}()`,
  ]);
  return [
    `CREATE OR REPLACE FUNCTION ${FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM pg_notify('${NOTIFY_CHANNEL}', ''); RETURN NULL; END $$`,
    ...make,
  ];
}
