/** Runs the rounds of a case in this process. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfiguration, type Session } from "../../../ts/database/index.js";
import { closeRound, MemoryRecorder, openRound, runRound } from "../../../ts/metascheduler/index.js";
import type { Case, CaseRound, Sent } from "./case.js";

/** What a round did that is not in the database. */
export interface Ran {
  readonly exitCode: number;
  readonly sent: readonly Sent[];
}

/** The content of `oar.conf` for a case; the files that it names are in `folder`. */
export function configurationText({ mode, config, quotas, priority }: Case, folder: string): string {
  const keys: Record<string, string> = { ...config, METASCHEDULER_MODE: mode };
  if (quotas !== undefined) {
    keys.QUOTAS_CONF_FILE = join(folder, "quotas.json");
    writeFileSync(keys.QUOTAS_CONF_FILE, JSON.stringify(quotas));
  }
  if (priority !== undefined) {
    keys.PRIORITY_CONF_FILE = join(folder, "priority.yaml");
    writeFileSync(keys.PRIORITY_CONF_FILE, JSON.stringify(priority));
  }
  return Object.entries(keys)
    .map(([key, value]) => `${key}="${value}"\n`)
    .join("");
}

/** Gives a folder to `work`, and deletes it. */
export async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "oar-redox-case-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a round of a case in internal mode. */
export function runCaseRound(session: Session, one: Case, { now, refuse = [] }: CaseRound): Promise<Ran> {
  return withFolder(async (folder) => {
    const configuration = parseConfiguration(configurationText(one, folder));
    const log = process.env.OAR_REDOX_LOG === undefined ? {} : console;
    const notifier = new MemoryRecorder(configuration.settings, log, refuse);
    const round = await openRound({
      configuration,
      session,
      notifier,
      log,
      now,
      timeZone: one.timeZone,
      environment: { OARDO_USER: "oar" },
    });
    try {
      const { exitCode } = await runRound(round);
      return { exitCode, sent: notifier.sent };
    } finally {
      await closeRound(round);
    }
  });
}
