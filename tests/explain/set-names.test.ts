/** Explanations with sets that are named by the numbers of others. */
import { expect, test } from "vitest";
import { formatProcSet, parseProcSet } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";
import { group, job, moldable, running, scenario } from "./small.js";

/** Resource of rank 0 has the number 101. */
const numbered = (set: string): string => formatProcSet(parseProcSet(set).map((rank) => rank + 101));

/** All sets of a document of data, in their order. */
function setsOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === "resources" && typeof part === "string" ? [part] : setsOf(part),
  );
}

test("all sets have the other names, in the data and in the sentence, and nothing else differs", async () => {
  const asked = job(3, 3, { moldables: [moldable(30, [group({ core: 1 }, "3"), group({ core: 2 }, "0-2")])] });
  const schedule = await redox.scheduleScenario(scenario([running(1, "0-1", 600), running(2, "2", 900), asked]));
  const [ranked, named] = [schedule.explain(3), schedule.explain(3, numbered)];
  expect(setsOf(ranked)).toEqual(expect.arrayContaining(["3", "0-1"]));
  expect(setsOf(named)).toEqual(setsOf(ranked).map(numbered));
  expect(named.sentence).toContain("job 1 holds 101-102 until");
  expect(named.sentence).not.toMatch(/\b0-1\b/);
  const blank = (data: object): unknown =>
    JSON.parse(JSON.stringify(data, (key, part) => (key === "resources" && typeof part === "string" ? "" : part)));
  expect(blank({ ...named, sentence: "" })).toEqual(blank({ ...ranked, sentence: "" }));
});

test("a reservation that is refused, too", async () => {
  const world = scenario([running(1, "0-3", 900), job(2, 1, { reservation: scenario([]).now + 60 })]);
  const { sentence } = (await redox.scheduleScenario(world)).explain(2, numbered);
  expect(sentence).toMatch(/on 101, but job 1 holds 101 until/);
});
