/** Rounds of `oar-redox meta`, each a process of its own, on a database that is made for them. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createDatabase,
  openSession,
  type ServerSettings,
  type Session,
  seedSite,
} from "../../../ts/database/index.js";
import { wireProxy } from "../../database/crash/wire.js";
import { REPOSITORY } from "../../support/paths.js";
import { run } from "../../support/run.js";
import { countOf, type PhaseTimes, phaseTimes } from "./phases.js";
import { CONFIGURATION, NOW, type Size, siteOf } from "./site.js";
import { Statements } from "./wire.js";

/**
 * `first`: nothing is planned yet. `second`: a minute later, when what the first one launched holds its resources.
 * `moved`: another minute later, and one in a hundred of the waiting jobs, the first ones, have been put on hold, so that
 * most of the others move.
 */
export type RoundName = "first" | "second" | "moved";

const ROUNDS: readonly (readonly [name: RoundName, before: string | null])[] = [
  ["first", null],
  ["second", null],
  [
    "moved",
    `UPDATE jobs SET state = 'Hold' WHERE job_id IN (SELECT job_id FROM jobs WHERE state IN ('Waiting')
      ORDER BY job_id LIMIT (SELECT count(*) / 100 FROM jobs WHERE state IN ('Waiting')))`,
  ],
];

/** What a round took. */
export interface RoundMeasurement extends Size {
  readonly round: RoundName;
  readonly seed: number;
  /** Version of the server. */
  readonly server: string;
  /** From the start of the process to its end, in milliseconds. */
  readonly wallMs: number;
  /** Between the first statement and the last answer. */
  readonly phases: PhaseTimes;
  /** Processor time of our processes, in milliseconds: of the one that does the round, and of the one that looks after it. */
  readonly cpuMs: number;
  /** The most memory that they held, together. */
  readonly peakBytes: number;
  /** Without those that renew the lease of the leader. */
  readonly statements: number;
  /** Rows of `gantt_jobs_resources` afterwards. */
  readonly planRows: number;
  /** Rows of all tables. */
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** What the server wrote into its log of changes. */
  readonly walBytes: number;
}

/**
 * Fills an empty database, and runs the rounds on it.
 *
 * @param tell called with each measurement, when it is there
 * @throws Error a round failed
 */
export async function measureRounds(
  settings: ServerSettings,
  size: Size,
  seed: number,
  tell: (measurement: RoundMeasurement) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "oar-redox-rounds-"));
  const session = await openSession(settings);
  try {
    await createDatabase(session);
    await seedSite(session, siteOf(size, seed));
    await session.run("ANALYZE");
    writeFileSync(join(folder, "oar.conf"), CONFIGURATION);
    for (const [index, [round, before]] of ROUNDS.entries()) {
      if (before !== null) await session.run(before);
      const figures = await measureRound(settings, session, folder, NOW + 60 * index);
      tell({ round, ...size, seed, ...figures });
    }
  } finally {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is loaded into the processes. */
const USAGE = `${REPOSITORY}tests/bench/round/usage.mjs`;

type Figures = Omit<RoundMeasurement, "round" | "seed" | keyof Size>;

async function measureRound(settings: ServerSettings, session: Session, folder: string, now: number): Promise<Figures> {
  const statements = new Statements();
  const proxy = await wireProxy(settings, (message) => {
    statements.hear(message);
    return "carry";
  });
  const usage = join(folder, `usage-${now}`);
  mkdirSync(usage);
  try {
    const before = await countersOf(session);
    const begin = performance.now();
    const { status, stderr } = await run(
      process.execPath,
      [
        ...[`${REPOSITORY}dist/cli/main.js`, "meta", "--config", join(folder, "oar.conf")],
        ...["--database", addressOf(proxy.settings)],
        ...["--now", `${now}`, "--notify-to", join(folder, "sent.jsonl")],
      ],
      {
        env: {
          ...{ PGPASSWORD: settings.password ?? "", TZ: "UTC" },
          ...{ OAR_REDOX_USAGE: usage, NODE_OPTIONS: `--import=${pathToFileURL(USAGE)}` },
        },
        seconds: 3600,
      },
    );
    const wallMs = performance.now() - begin;
    if (status !== 0 || stderr !== "") throw new Error(`oar-redox meta ended with ${status}\n${stderr}`);
    const after = await countersOf(session);
    const grown = (name: keyof typeof after) => Number(after[name]) - Number(before[name]);
    return {
      server: String(after.server),
      wallMs,
      phases: phaseTimes(statements.list),
      ...usageOf(usage),
      statements: countOf(statements.list),
      planRows: Number(after.planned),
      inserted: grown("inserted"),
      updated: grown("updated"),
      deleted: grown("deleted"),
      walBytes: grown("wal"),
    };
  } finally {
    await proxy.close();
  }
}

/** What all processes have used that wrote it down. */
function usageOf(folder: string): Pick<RoundMeasurement, "cpuMs" | "peakBytes"> {
  const all = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
  const sum = (name: "cpuMs" | "peakBytes"): number => all.reduce((total, one) => total + one[name], 0);
  return { cpuMs: sum("cpuMs"), peakBytes: sum("peakBytes") };
}

/** A password goes by the environment. */
function addressOf({ host, port, user, database }: ServerSettings): string {
  return `postgres://${user}@${host}:${port}/${database}?sslmode=disable`;
}

/** What the server has counted, once all other sessions of the database have told it of what they did. */
async function countersOf(session: Session) {
  for (;;) {
    const [others] = await session.run(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    if (others?.count === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const [row] = await session.run(
    `SELECT current_setting('server_version') AS server, (SELECT count(*) FROM gantt_jobs_resources) AS planned,
       sum(n_tup_ins) AS inserted, sum(n_tup_upd) AS updated, sum(n_tup_del) AS deleted,
       pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS wal
     FROM pg_stat_user_tables`,
  );
  if (row === undefined) throw new Error("the server has counted nothing");
  return row;
}
