import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import type { ScheduleData } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";
import { COPY_FOLDER, categories, loadVectors, VECTOR_FOLDER, type Vector } from "./load.js";

/** Faults of a category that are reported. */
const SHOWN = 10;

/** A schedule as the text of the vectors has it, without the name. */
function asExpected(schedule: ScheduleData): Vector["expected"] {
  const { assignments, reasons, reservations } = JSON.parse(JSON.stringify(schedule));
  return reservations === undefined ? { assignments, reasons } : { assignments, reasons, reservations };
}

/** The entries that differ, as one line for each. */
function differences(expected: Vector["expected"], found: Vector["expected"]): string[] {
  const lines: string[] = [];
  for (const part of ["assignments", "reasons", "reservations"] as const) {
    const [left, right] = [expected[part] ?? {}, found[part] ?? {}] as Record<string, unknown>[];
    for (const key of new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])) {
      const [want, have] = [left?.[key], right?.[key]];
      if (isDeepStrictEqual(want, have)) continue;
      lines.push(`${part} of ${key}: expected ${JSON.stringify(want)}, found ${JSON.stringify(have)}`);
    }
  }
  return lines;
}

/** What is wrong with the engine's answer; empty: nothing. */
async function faults(vector: Vector): Promise<string[]> {
  let schedule: ScheduleData;
  try {
    schedule = await redox.scheduleScenario(vector);
  } catch (error) {
    return [String(error)];
  }
  const name = schedule.name === vector.name ? [] : [`name: found ${JSON.stringify(schedule.name)}`];
  return [...name, ...differences(vector.expected, asExpected(schedule))];
}

describe(`vectors (${VECTOR_FOLDER === COPY_FOLDER ? "the copy" : "all"})`, () => {
  test.each(categories())("%s", async (category) => {
    const vectors = loadVectors(category);
    expect(vectors.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    for (const vector of vectors) {
      for (const fault of await faults(vector)) wrong.push(`${vector.name}: ${fault}`);
    }
    expect(wrong.slice(0, SHOWN), `${wrong.length} faults`).toEqual([]);
  });
});

describe("the copy of the vectors", () => {
  test("has every edge and ten of every other category, and says nothing else than the collection", () => {
    for (const category of categories(COPY_FOLDER)) {
      const whole = loadVectors(category);
      const wanted = category === "edges" ? whole : whole.slice(0, 10);
      expect(loadVectors(category, COPY_FOLDER), category).toEqual(wanted);
    }
    expect(categories(COPY_FOLDER)).toEqual(categories());
    expect(loadVectors("edges", COPY_FOLDER)).toHaveLength(300);
  });

  test("is what copy.mjs makes", () => {
    const folder = mkdtempSync(join(tmpdir(), "oar-redox-vectors-"));
    try {
      const script = join(COPY_FOLDER, "copy.mjs");
      execFileSync(process.execPath, [script, VECTOR_FOLDER, folder]);
      const names = readdirSync(folder).sort();
      expect(names).toEqual(categories().map((category) => `${category}.jsonl`));
      for (const name of names) {
        expect(readFileSync(join(folder, name), "utf8") === readFileSync(join(COPY_FOLDER, name), "utf8"), name).toBe(
          true,
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
