/** Rounds with many jobs, by the program: the statements do not become more with them. Times and memory are shown. */
import { env, stderr } from "node:process";
import { expect, test } from "vitest";
import { terminalOf } from "../../ts/cli/style/index.js";
import { measureRounds, type RoundMeasurement } from "../bench/round/measure.js";
import { roundLines } from "../bench/round/report.js";
import { emptyDatabase } from "./databases.js";

const RESOURCES = 1_000;

async function rounds(jobs: number): Promise<RoundMeasurement[]> {
  const measured: RoundMeasurement[] = [];
  await measureRounds(await emptyDatabase(), { jobs, resources: RESOURCES }, 1, (one) => measured.push(one));
  return measured;
}

test("a round with 1,000 waiting jobs on 1,000 resources has as many statements as one with 100", async () => {
  const [few, many] = [await rounds(100), await rounds(1_000)];
  stderr.write(`${roundLines([...few, ...many], terminalOf(stderr, env)).join("\n")}\n`);
  const counts = (list: readonly RoundMeasurement[]) => list.map(({ round, statements }) => [round, statements]);
  expect(counts(many)).toEqual(counts(few));
  for (const [index, { planRows }] of many.entries()) {
    expect(planRows).toBeGreaterThan(5 * (few[index]?.planRows ?? Number.POSITIVE_INFINITY));
  }
});
