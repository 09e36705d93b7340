/** The page for OAR sites against the program: what it names is there, and nothing is left out. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KEYS } from "../../ts/database/configuration/keys.js";
import { Metrics } from "../../ts/metascheduler/daemon/metrics.js";
import { BUILT, REPOSITORY } from "../support/paths.js";
import { runWell } from "../support/run.js";

const page = readFileSync(`${REPOSITORY}ts/docs/backend.md`, "utf8");
const MAIN = `${BUILT}dist/cli/main.js`;

/** Keys that no round reads: other programs' own, and what is not done. */
const OTHERS = new Set([
  ...["DB_TYPE", "DB_BASE_LOGIN_RO", "DB_BASE_PASSWD_RO", "DB_BASE_FILE", "EXTRA_METASCHED_CONFIG", "REDOX_SCHEDULER"],
  ...["SCHEDULER_LOG_JOB_SCHEDULING_TIME", "SCHEDULER_JOB_SCHEDULING_TIME_YAML", "CUSTOM_JOB_SORTING"],
  ...["CUSTOM_JOB_SORTING_CONFIG", "QUOTAS_PERIOD", "WALLTIME_MAX_INCREASE", "WALLTIME_MIN_FOR_CHANGE"],
  ...["WALLTIME_ALLOWED_USERS_TO_FORCE", "WALLTIME_ALLOWED_USERS_TO_DELAY_JOBS", "ENERGY_SAVING_NODES_KEEPALIVE"],
  ...["ENERGY_SAVING_NODE_MANAGER_SLEEP_CMD", "ENERGY_SAVING_NODE_MANAGER_WAKE_UP_CMD", "TAKTUK_CMD", "LOG_FORMAT"],
  ...["JUST_BEFORE_RESUME_EXEC_FILE", "SUSPEND_RESUME_SCRIPT_TIMEOUT", "JOB_RESOURCE_MANAGER_PROPERTY_DB_FIELD"],
  "SUSPEND_RESUME_FILE",
]);
/** Words of the same form that are no keys: variables, and an event. */
const WORDS = new Set(["RESERVATION_ACK_ATTEMPT", "OAR_REDOX_DATABASE"]);

test("each key that rounds read is named, and each name is that of a key", () => {
  const named = new Set([...page.matchAll(/`([A-Z0-9]+(?:_[A-Z0-9]+)+|QUOTAS)\b/g)].map(([, key]) => key as string));
  const known = Object.keys(KEYS);
  expect([...named].filter((key) => !known.includes(key) && !WORDS.has(key))).toEqual([]);
  expect(known.filter((key) => !named.has(key) && !OTHERS.has(key))).toEqual([]);
  expect([...OTHERS].filter((key) => !known.includes(key))).toEqual([]);
});

test("each command is there, with each of the options that it is shown with", async () => {
  const { stdout } = await runWell(process.execPath, [MAIN, "--help"]);
  const names = new Set([...page.matchAll(/`?oar-redox ((?:db )?[a-z]+)/g)].map(([, name]) => name as string));
  expect(names.size).toBeGreaterThan(8);
  for (const name of names) expect(stdout).toMatch(new RegExp(`^  ${name.split(" ")[0]}\\b`, "m"));
  const shown = [...page.matchAll(/`oar-redox ((?:db )?[a-z]+)[^`]*?(--[a-z-]+)/g)];
  expect(shown.length).toBeGreaterThan(1);
  for (const [, name = "", option] of shown) {
    const help = await runWell(process.execPath, [MAIN, ...name.split(" "), "--help"]);
    expect(help.stdout).toContain(option);
  }
});

test("each metric is named, and each name is that of one", () => {
  const told = new Set([...new Metrics().text().matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name as string));
  const named = [...page.matchAll(/`(oar_redox_\w+)`/g)].map(([, name]) => name as string);
  expect(named.filter((name) => !told.has(name))).toEqual([]);
  const family = /^oar_redox_jobs_(\w+)_total$/;
  for (const name of told) {
    const [, kind] = family.exec(name) ?? [];
    expect(page).toContain(kind === undefined ? `\`${name}\`` : kind);
  }
});
