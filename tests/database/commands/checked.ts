/** Databases with something odd in them, and what `oar-redox db check` finds there. */
import { expect } from "vitest";
import { checkDatabase, type Finding, parseConfiguration, type ServerSettings } from "../../../ts/database/index.js";
import { copiedDatabase, withSession } from "../databases.js";
import { onDatabase } from "./program.js";
import { NOW, seededSite } from "./site.js";

/** The date of the rounds that are thought of, as an option. */
export const AT = ["--now", String(NOW)];

/** A database with the sample, and with these changes. */
export async function changed(...statements: readonly string[]): Promise<ServerSettings> {
  const settings = await copiedDatabase(seededSite);
  await withSession(settings, async (session) => {
    for (const text of statements) await session.run(text);
  });
  return settings;
}

/** What the library finds, as `severity code`, and the items by that. */
export async function found(settings: ServerSettings, oarConf = ""): Promise<Map<string, Finding>> {
  const findings = await withSession(settings, (session) => checkDatabase(session, parseConfiguration(oarConf)));
  return new Map(findings.map((one) => [`${one.severity} ${one.code}`, one]));
}

/** What the command finds. */
export async function checked(
  settings: ServerSettings,
  ...args: string[]
): Promise<{ status: number | null; codes: string[]; findings: Finding[] }> {
  const { status, stdout, stderr } = await onDatabase(settings, ["db", "check", "--json", ...AT, ...args]);
  expect(stderr).toBe("");
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return { status, codes: findings.map(({ severity, code }) => `${severity} ${code}`), findings };
}
