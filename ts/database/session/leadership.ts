/**
 * One process at a time decides for a database: an advisory lock of its session says which one (section 8 of the
 * database reference, "Single instance").
 */
import { DatabaseError, endsSession } from "./errors.js";
import type { Queries, Session } from "./session.js";

/** The key of the lock: "OAR" and "rdox". The lock is one of the database that the session is on. */
export const LOCK_KEY = [0x4f4152, 0x72646f78] as const;

/** How long a leader that says nothing stays leader, in seconds. */
const LEASE = 60;

/** Limits of the server by which a leader that was stopped loses its backend, and with it the lock. */
const LIMITS = ["idle_session_timeout", "idle_in_transaction_session_timeout", "tcp_user_timeout"];

/** The lock, in the table of locks. */
const HOLDER = `pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
  WHERE locktype = 'advisory' AND datname = current_database() AND granted
    AND classid = $1::int::oid AND objid = $2::int::oid AND objsubid = 2`;

/** How to lead. */
export interface LeadershipOptions {
  /**
   * Seconds after which the server ends the session of a leader that was stopped, or whose machine is gone. The
   * process must not compute for longer without a pause. Default: 60. Servers before PostgreSQL 14 cannot end an idle
   * session, there a stopped leader goes on leading until its connection breaks.
   */
  readonly lease?: number;
  /** Called once when a heartbeat finds that it is not the leader any more, or cannot find it out. */
  readonly onLost?: (error: unknown) => void;
}

/** To be the leader of a database. */
export interface Leadership {
  /**
   * To be made in each group of writes (`new Writer(session, leadership.check)`): the very backend that writes must
   * hold the lock.
   *
   * @throws DatabaseError `not_leading`
   */
  readonly check: (queries: Queries) => Promise<void>;
  /** Gives the lock back, if the session still has it. The session can be used on; calling it again does nothing. */
  release(): Promise<void>;
}

/**
 * Becomes the leader, if nobody is, for as long as the session lives. Each third of the lease a heartbeat renews it.
 *
 * A leader that was stopped between the messages of one statement is ended by whoever wants to lead: its backend waits
 * for the next message, and to the server it is not idle then. That takes the same database user, or one that has the
 * role `pg_signal_backend`.
 *
 * An embedded database has nobody else in it (see `lockDirectory`): its only session leads.
 *
 * @returns `null`: somebody else leads
 * @throws DatabaseError
 */
export async function tryLead(session: Session, options: LeadershipOptions = {}): Promise<Leadership | null> {
  if (session.kind === "pglite") return { check: async () => undefined, release: async () => undefined };
  const { lease = LEASE, onLost } = options;
  const [row] = await session.run("SELECT pg_try_advisory_lock($1::int, $2::int) AS leads", LOCK_KEY);
  if (row?.leads !== true) {
    await endSilentLeader(session, lease);
    return null;
  }
  await session.run(
    `SELECT set_config(name, $2, false) FROM unnest($1::text[]) AS name WHERE current_setting(name, true) IS NOT NULL`,
    [`{${LIMITS.join(",")}}`, String(Math.ceil(lease * 1000))],
  );
  let over = false;
  const heartbeat = setInterval(
    () => {
      check(session).catch((error: unknown) => {
        if (over) return;
        over = true;
        clearInterval(heartbeat);
        onLost?.(error);
      });
    },
    (lease * 1000) / 3,
  );
  heartbeat.unref();
  return {
    check,
    async release() {
      if (over) return;
      over = true;
      clearInterval(heartbeat);
      try {
        await session.run("SELECT pg_advisory_unlock($1::int, $2::int)", LOCK_KEY);
      } catch (error) {
        // With the session the lock is gone too.
        if (!(error instanceof DatabaseError && endsSession(error))) throw error;
      }
    },
  };
}

async function check(queries: Queries): Promise<void> {
  const rows = await queries.run(`SELECT FROM ${HOLDER} AND pid = pg_backend_pid()`, LOCK_KEY);
  if (rows.length > 0) return;
  throw new DatabaseError("not_leading", "this session does not hold the lock that says who schedules");
}

/**
 * Ends the backend that holds the lock if it has been waiting for its client in the middle of a statement for longer than
 * the lease. Its transaction is rolled back, and the next attempt to lead succeeds.
 */
async function endSilentLeader(session: Session, lease: number): Promise<void> {
  await session.run(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE pid IN (SELECT pid FROM ${HOLDER}) AND state = 'active' AND wait_event_type = 'Client'
       AND state_change < clock_timestamp() - make_interval(secs => $3)
       AND (pg_has_role(current_user, usesysid, 'USAGE') OR pg_has_role(current_user, 'pg_signal_backend', 'USAGE'))`,
    [...LOCK_KEY, lease],
  );
}
