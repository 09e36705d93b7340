/** Rounds by the program, which may be killed on the way, and rounds in this process, which finish what it has begun. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfiguration, type ServerSettings, type Session, tryLead } from "../../../ts/database/index.js";
import { closeRound, MemoryRecorder, openRound, runRound } from "../../../ts/metascheduler/index.js";
import type { CaseRow, Rows } from "../cases/case.js";
import { observe } from "../cases/compare.js";
import { MAIN, urlOf } from "../commands/program.js";
import { NOW } from "./world.js";

/** How a program ended. */
export interface Ended {
  /** `null`: by a signal. */
  readonly status: number | null;
  readonly errors: string;
}

/** A file with the text of an `oar.conf`. */
export function configurationFile(keys: Readonly<Record<string, string>>): { file: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "oar-redox-crash-"));
  const file = join(folder, "oar.conf");
  writeFileSync(file, configurationText(keys));
  return { file, remove: () => rmSync(folder, { recursive: true }) };
}

/** The text of an `oar.conf`. */
export const configurationText = (keys: Readonly<Record<string, string>>): string =>
  Object.entries(keys)
    .map(([key, value]) => `${key}="${value}"\n`)
    .join("");

/** `oar-redox meta`, in a group of processes of its own, so that all of it can be killed at once. */
export class Program {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;

  constructor(
    settings: ServerSettings,
    config: string,
    args: readonly string[] = [],
    env: Record<string, string> = {},
  ) {
    const { password } = settings;
    this.#child = spawn(
      process.execPath,
      [
        MAIN,
        "meta",
        "--now",
        String(NOW),
        "--config",
        config,
        "--database",
        `${urlOf(settings)}?sslmode=disable`,
        ...args,
      ],
      {
        detached: true,
        stdio: ["ignore", "ignore", "pipe"],
        env: {
          ...process.env,
          TZ: "UTC",
          OARDO_USER: "oar",
          ...(password !== null && { PGPASSWORD: password }),
          ...env,
        },
      },
    );
    let errors = "";
    this.#child.stderr?.on("data", (text) => {
      errors += text;
    });
    this.ended = new Promise((resolve) => this.#child.on("close", (status) => resolve({ status, errors })));
  }

  /** As `kill -9` of all its processes. */
  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    process.kill(-pid, "SIGKILL");
  }
}

/** Waits until nobody else is connected to the database of the session: a killed program's backend lives a little longer. */
export async function alone(session: Session): Promise<void> {
  for (;;) {
    const others = await session.run(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    );
    if (others.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What rounds until nothing changes any more have come to. */
export interface Settled {
  readonly rows: Rows;
  /** `to message`, as in `clients.ts`. */
  readonly sent: readonly string[];
  readonly exitCodes: readonly number[];
}

/** Runs whole rounds until one of them changes nothing. */
export async function settle(session: Session, keys: Readonly<Record<string, string>>): Promise<Settled> {
  const exitCodes: number[] = [];
  const sent: string[] = [];
  let before = "";
  for (let round = 1; ; round++) {
    const rows = compared(await observe(session));
    const now = JSON.stringify(rows);
    if (now === before) return { rows, sent, exitCodes };
    if (round > 6) throw new Error("rounds do not come to rest");
    before = now;
    exitCodes.push(await wholeRound(session, keys, sent));
  }
}

async function wholeRound(session: Session, keys: Readonly<Record<string, string>>, sent: string[]): Promise<number> {
  const configuration = parseConfiguration(configurationText(keys));
  const notifier = new MemoryRecorder(configuration.settings, {});
  const leadership = await tryLead(session);
  if (leadership === null) throw new Error("somebody else leads");
  const round = await openRound({
    configuration,
    session,
    notifier,
    log: {},
    now: NOW,
    timeZone: "UTC",
    check: leadership.check,
    environment: { OARDO_USER: "oar" },
  });
  try {
    return (await runRound(round)).exitCode;
  } finally {
    await closeRound(round);
    await leadership.release();
    for (const { to, message } of notifier.sent) {
      sent.push(`${to} ${typeof message === "string" ? message : JSON.stringify(message)}`);
    }
  }
}

/** The rows, where it does not matter how often the same was asked for. */
function compared(rows: Rows): Rows {
  const unique = (list: readonly CaseRow[]): CaseRow[] => [
    ...new Map(list.map((row) => [JSON.stringify(row), row])).values(),
  ];
  return { ...rows, event_logs: unique(rows.event_logs ?? []) };
}
