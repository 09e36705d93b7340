/** The least privileges: a role that has them runs every case, and of them none can be left out. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  disableQueue,
  grantStatements,
  notifyTriggers,
  openSession,
  type Parameter,
  PRIVILEGES,
  type Privilege,
  revokeStatement,
  type ServerSettings,
  Session,
} from "../../ts/database/index.js";
import { connectPostgres } from "../../ts/database/session/postgres.js";
import { loadCases } from "./cases/case.js";
import { change, prepare } from "./cases/prepare.js";
import { runCaseRound } from "./cases/run.js";
import { oarDatabase, withSession } from "./databases.js";

const ROLE = `redox_role_${process.pid}_${Date.now().toString(36)}`;
const cases = loadCases().filter(({ mode }) => mode === "internal");

let settings: ServerSettings;
let owner: Session;
/** A session of the role, and the statements that it has run: the first of each text, with its parameters. */
let limited: Session;
const seen = new Map<string, readonly Parameter[]>();
let recording = true;

beforeAll(async () => {
  settings = await oarDatabase();
  owner = await openSession(settings);
  await owner.run(`CREATE ROLE ${ROLE}`);
  for (const statement of grantStatements(ROLE)) await owner.run(statement);
  const connection = await connectPostgres(settings, { connect: 10, statement: 60, answer: 5 });
  limited = new Session({
    kind: "postgres",
    run: (text, parameters) => {
      if (recording && !seen.has(text)) seen.set(text, parameters);
      return connection.run(text, parameters);
    },
    listen: (channel, hear) => connection.listen(channel, hear),
    close: () => connection.close(),
    destroy: () => connection.destroy(),
  });
  await limited.run(`SET ROLE ${ROLE}`);
});

afterAll(async () => {
  await limited.close();
  await owner.run(`DROP OWNED BY ${ROLE}`);
  await owner.run(`DROP ROLE ${ROLE}`);
  await owner.close();
});

test("the script of the command is SQL that grants them", async () => {
  expect(PRIVILEGES.length).toBeGreaterThan(50);
  expect(grantStatements('a"b')[0]).toBe('GRANT SELECT ON TABLE schema TO "a""b"');
});

describe("with them", () => {
  // The copy of the cases in the repository is enough to need each of them.
  test("every case runs to its end", async () => {
    for (const one of cases) {
      await prepare(owner, one);
      for (const round of one.rounds) {
        await change(owner, round);
        const ran = await runCaseRound(limited, one, round).catch((error: unknown) => ({ exitCode: error }));
        expect([one.name, ran.exitCode]).toEqual([one.name, round.exitCode]);
      }
    }
    await limited.transaction((queries) => disableQueue(queries, "default"));
    recording = false;
  }, 300_000);

  test("nothing else may be done", async () => {
    const forbidden = [
      "SELECT FROM challenges",
      "UPDATE jobs SET command = ''",
      "DELETE FROM jobs",
      "INSERT INTO queues VALUES ('x')",
      "UPDATE resources SET state = 'Dead'",
      "TRUNCATE event_logs",
      "SELECT nextval('jobs_job_id_seq')",
      "ALTER TABLE resources ADD COLUMN x int",
    ];
    for (const text of forbidden)
      await expect(limited.run(text), text).rejects.toMatchObject({ code: "statement_failed" });
  });
});

/** Whether one of the statements that name the table is refused. */
async function refuses({ kind, table }: Privilege): Promise<boolean> {
  if (kind === "USAGE") {
    const key = table === "event_logs" ? "event_id" : "job_state_log_id";
    return isRefused("SELECT nextval(pg_get_serial_sequence($1, $2))", [table, key], "");
  }
  const named = new RegExp(`\\b${table}\\b`);
  for (const [text, parameters] of seen) {
    if (named.test(text) && /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/i.test(text)) {
      // EXPLAIN looks at the privileges of a statement, and does not do it.
      if (await isRefused(text, parameters, "EXPLAIN ")) return true;
    }
  }
  return false;
}

async function isRefused(text: string, parameters: readonly Parameter[], prefix: string): Promise<boolean> {
  try {
    await limited.run(prefix + text, parameters);
    return false;
  } catch (error) {
    const { sqlState } = error as { sqlState?: string };
    // A column that only another case's site has.
    if (sqlState === "42703") return false;
    expect(error).toMatchObject({ sqlState: "42501" });
    return true;
  }
}

/** No case changes a walltime or resumes a job: what that takes is not missed here. */
const UNUSED_BY_CASES = /walltime_change|suspended_jobs/;

test("without one of them some statement is refused, whichever it is", async () => {
  const needless: string[] = [];
  for (const privilege of PRIVILEGES) {
    expect(await refuses(privilege)).toBe(false);
    const revoke = revokeStatement(privilege, ROLE);
    await owner.run(revoke);
    if (!UNUSED_BY_CASES.test(revoke) && !(await refuses(privilege))) needless.push(revoke);
    await owner.run(revoke.replace("REVOKE", "GRANT").replace(/FROM (?=[^ ]+$)/, "TO "));
  }
  expect(needless).toEqual([]);
}, 120_000);

test("the triggers ask for a round when others change something, and not when we do", async () => {
  const other = await oarDatabase();
  const listener = await openSession(other);
  let heard = 0;
  await withSession(other, async (session) => {
    for (const statement of notifyTriggers()) await session.run(statement);
    // Once more changes nothing.
    for (const statement of notifyTriggers()) await session.run(statement);
    await listener.listen("oar_redox", () => {
      heard++;
    });
    const insert = "INSERT INTO jobs (launching_directory, checkpoint_signal) VALUES ('', 12)";
    const changes: [text: string, heard: number][] = [
      [insert, 1],
      ["UPDATE jobs SET message = 'x'", 0],
      ["UPDATE jobs SET state = 'Hold'", 1],
      ["INSERT INTO resources (type) VALUES ('default')", 1],
      ["UPDATE resources SET last_job_date = 1", 0],
      ["UPDATE resources SET state = 'Dead'", 1],
      ["INSERT INTO walltime_change (job_id, pending) VALUES (1, 60)", 1],
    ];
    for (const [name, factor] of [
      ["oarsub", 1],
      ["oar-redox", 0],
    ] as const) {
      await session.run("SELECT set_config('application_name', $1, false)", [name]);
      for (const [text, count] of changes) {
        heard = 0;
        await session.run(text.replace("(1, 60)", `(${factor + 1}, 60)`));
        // What was notified comes before the answer to a later statement.
        await listener.run("SELECT 1");
        await listener.run("SELECT 1");
        expect([name, text, heard]).toEqual([name, text, count * factor]);
      }
    }
  });
  await listener.close();
});
