/** Commands that look at a database full of rows that make no sense: they show what there is, and none of them fails. */
import { beforeAll, expect, test } from "vitest";
import type { ServerSettings } from "../../../ts/database/index.js";
import { onDatabase } from "../commands/program.js";
import { oarDatabase } from "../databases.js";
import { openedSession } from "../opened.js";
import { allPoisons, JOB_TABLES, NOW, poisoned, relaxedPoisons } from "./poison.js";
import { fillWith } from "./rounds.js";
import { allSitePoisons, relax, sitePoisoned } from "./site-poison.js";

let made: Promise<ServerSettings> | null = null;
const settings = (): Promise<ServerSettings> => {
  made ??= oarDatabase();
  return made;
};
const { session } = openedSession("postgres", settings);

/** Each so-many-th of the poisons: with all of them what is shown would be megabytes. */
const some = <Item>(items: readonly Item[], step: number): Item[] => items.filter((_, index) => index % step === 0);

beforeAll(async () => {
  await relax(session, JOB_TABLES);
  await relax(session);
  const jobs = [...some(relaxedPoisons(), 3), ...some(allPoisons(), 11)];
  const site = some(allSitePoisons(), 2);
  const resources = 11 + jobs.length;
  await fillWith(
    session,
    [
      ...jobs.map((poison, index) => poisoned(poison, 100 + index, 11 + index)),
      ...site.map((poison, index) => sitePoisoned(poison, 2000 + 3 * index, resources + 1 + index)),
    ],
    { resources, content: "" },
  );
});

test.each([
  [["plan"]],
  [["plan", "--json"]],
  [["explain", "1", "100", "101", "102", "150", "200", "333", "2000", "2001", "2002"]],
  [["explain", "--json", "4", "110", "2010"]],
  [["db", "check"]],
  [["db", "check", "--json"]],
  [["meta", "--rehearse"]],
  [["kamelot", "admin", "--notify-to", "/dev/null"]],
])("%j", async (args) => {
  const { status, stdout, stderr } = await onDatabase(await settings(), [...args, "--now", String(NOW)]);
  expect([status, stderr.split("\n").filter((line) => /TypeError| {4}at /.test(line))]).toEqual([0, []]);
  if (args[0] !== "kamelot") expect(stdout).not.toBe("");
  if (args.includes("--json")) JSON.parse(stdout);
});
