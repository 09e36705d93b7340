/** The server, and who else is on it. */
import { columnsInUse, NOTIFY_TRIGGER, NOTIFYING_TABLES } from "../schema/index.js";
import type { Queries } from "../session/index.js";
import { LOCK_KEY } from "../session/leadership.js";
import { type Finding, finding, findingIfAny } from "./finding.js";

/** The first version of PostgreSQL that ends idle sessions: by that a leader which was stopped loses its lock. */
const ENDS_IDLE_SESSIONS = 140_000;
/** Seconds that clocks may differ. */
const APART = 5;

/** Looks at the server. */
export async function checkServer(queries: Queries): Promise<Finding[]> {
  return [
    ...(await checkSettings(queries)),
    ...(await checkClock(queries)),
    ...(await checkLeader(queries)),
    ...(await checkOthers(queries)),
    ...(await checkTriggers(queries)),
  ];
}

async function checkSettings(queries: Queries): Promise<Finding[]> {
  const [row] = await queries.run(
    `SELECT pg_is_in_recovery() AS standby, current_setting('server_version_num')::int AS version,
       current_setting('server_encoding') AS encoding`,
  );
  const findings: Finding[] = [];
  if (row?.standby === true) {
    const remedy = "Give the address of the server that takes writes.";
    findings.push(finding("error", "standby", "The server is a standby: nothing can be written on it.", { remedy }));
  }
  if (Number(row?.version) < ENDS_IDLE_SESSIONS) {
    const message = "The server is older than PostgreSQL 14: it does not end the session of a leader that was stopped.";
    findings.push(
      finding("warning", "old_server", message, { remedy: "With oar-redox serve, do not stop and resume processes." }),
    );
  }
  if (row?.encoding !== "UTF8") {
    const message = `The encoding of the database is ${row?.encoding}: names beyond ASCII may be cut or refused.`;
    findings.push(finding("note", "encoding", message));
  }
  return findings;
}

async function checkClock(queries: Queries): Promise<Finding[]> {
  // That of the transaction may be some seconds old.
  const [row] = await queries.run(
    `SELECT extract(epoch FROM clock_timestamp())::float8 AS now, extract(timezone FROM clock_timestamp())::int AS offset,
       current_setting('TimeZone') AS zone`,
  );
  const findings: Finding[] = [];
  const apart = Math.round(Number(row?.now) - Date.now() / 1000);
  if (Math.abs(apart) > APART) {
    const message = `The clock of the database is ${Math.abs(apart)} s ${apart > 0 ? "ahead of" : "behind"} that of this machine: the database's counts.`;
    findings.push(finding("warning", "clock", message, { remedy: "Set the clocks by NTP." }));
  }
  if (Number(row?.offset) !== -60 * new Date().getTimezoneOffset()) {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const message = `The time zone of the database is ${row?.zone}, that of this process ${own}: local times in messages, and the calendar of quotas, follow the process (TZ).`;
    findings.push(finding("note", "time_zone", message));
  }
  return findings;
}

async function checkLeader(queries: Queries): Promise<Finding[]> {
  const rows = await queries.run(
    `SELECT pg_locks.pid, coalesce(application_name, '') AS program, coalesce(host(client_addr), '') AS host
     FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
     LEFT JOIN pg_stat_activity ON pg_stat_activity.pid = pg_locks.pid
     WHERE locktype = 'advisory' AND pg_database.datname = current_database() AND granted
       AND classid = $1 AND objid = $2 AND objsubid = 2 AND pg_locks.pid <> pg_backend_pid()`,
    LOCK_KEY,
  );
  return rows.map(({ pid, program, host }) => {
    const from = `${program === "" ? "" : `, ${program}`}${host === "" ? "" : `, from ${host}`}`;
    const message = `Another session schedules for this database now (server process ${pid}${from}): oar-redox meta does nothing meanwhile.`;
    return finding("note", "other_leader", message, { items: [String(pid)] });
  });
}

async function checkOthers(queries: Queries): Promise<Finding[]> {
  const locks = await queries.run(
    `SELECT DISTINCT pid, relname::text AS table FROM pg_locks JOIN pg_class ON pg_class.oid = relation
     JOIN pg_database ON pg_database.oid = pg_locks.database
     WHERE pg_database.datname = current_database() AND granted AND pid <> pg_backend_pid()
       AND mode IN ('ExclusiveLock', 'AccessExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock')
       AND relation IN (SELECT to_regclass(quote_ident(name)) FROM jsonb_array_elements_text($1::jsonb) AS name)`,
    [JSON.stringify([...columnsInUse().keys()])],
  );
  const idle = await queries.run(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND state LIKE 'idle in transaction%' AND state_change < current_timestamp - interval '1 minute'`,
  );
  return [
    ...findingIfAny(
      "warning",
      "table_lock",
      locks.map((row) => `server process ${row.pid}: ${row.table}`),
      "Other sessions hold locks on whole tables: a round waits for them, and gives up after a minute.",
      "Find out what they do (pg_stat_activity), and end them.",
    ),
    ...findingIfAny(
      "warning",
      "idle_transaction",
      idle.map((row) => `server process ${row.pid}`),
      "Other sessions have been idle inside of a transaction for more than a minute: what they have locked waits.",
      "Find out what they do (pg_stat_activity), and end them.",
    ),
  ];
}

async function checkTriggers(queries: Queries): Promise<Finding[]> {
  const rows = await queries.run(
    `SELECT relname::text AS table FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
     WHERE tgname = $1 AND tgenabled <> 'D' AND tgrelid = to_regclass(quote_ident(relname))`,
    [NOTIFY_TRIGGER],
  );
  const missing = NOTIFYING_TABLES.filter((table) => !rows.some((row) => row.table === table));
  if (missing.length === 0) return [];
  const remedy = "oar-redox db grants --trigger prints the triggers.";
  if (missing.length === NOTIFYING_TABLES.length) {
    const message = "The database does not ask for rounds itself: oar-redox serve runs them by its period alone.";
    return [finding("note", "no_triggers", message, { remedy })];
  }
  const message = `The database asks for rounds, but not when ${missing.join(" and ")} change.`;
  return [finding("warning", "missing_triggers", message, { remedy, items: missing })];
}
