/**
 * Every mutant must be killed by a test. First what has no mistake must pass.
 *
 *     OAR_REDOX_MUTANTS=1 npx vitest run --config tests/vitest.config.ts --project mutants -t half-best
 */
import { beforeAll, describe, expect, test } from "vitest";
import { type Subject, secondsSince, type Verdict } from "./copy.js";
import { Crate } from "./crate.js";
import { Facade } from "./facade.js";
import { MUTANTS } from "./list/index.js";
import type { Mutant } from "./mutant.js";

// The worlds of `npm test` must do, not the many more of the deep one; and the module of the copy.
for (const name of Object.keys(process.env)) {
  if (/^(OAR_REDOX_|VITEST)/.test(name)) delete process.env[name];
}

/** One line of progress, with the seconds since `start`. */
function show(line: string, start: number): void {
  process.stdout.write(`${line}, ${secondsSince(start).toFixed(1)} s\n`);
}

function wordsOf(verdict: Verdict): string {
  return verdict.outcome === "killed" ? `killed by ${verdict.by}` : verdict.outcome.toUpperCase();
}

function judgeAll(name: string, subject: Subject, mutants: readonly Mutant[]): void {
  describe(name, () => {
    beforeAll(async () => {
      const start = performance.now();
      await subject.prepare();
      show(`without a mistake ${name}: passed`, start);
    }, 1_800_000);

    for (const mutant of mutants) {
      test(`${mutant.id} (${mutant.area}, ${mutant.rule}): ${mutant.wrong}`, async () => {
        const start = performance.now();
        const verdict = await subject.judge(mutant);
        show(`mutant ${mutant.id}: ${wordsOf(verdict)}`, start);
        expect(verdict).toEqual({ outcome: "killed", by: expect.stringMatching(/./) });
      }, 1_800_000);
    }
  });
}

const ofTheCore = (mutant: Mutant): boolean => mutant.tests === undefined;
const ofTheFacade = MUTANTS.filter((mutant) => !ofTheCore(mutant));
judgeAll("core", new Crate(), MUTANTS.filter(ofTheCore));
judgeAll("facade", new Facade(ofTheFacade.flatMap(({ tests }) => tests ?? [])), ofTheFacade);
