import { describe, expect, test } from "vitest";
import { formatProcSet } from "../model/index.js";
import type { Core } from "./instance.js";
import { readSets } from "./set-texts.js";

/** The texts of these sets, and how many sets each call of the module was about. */
function read(sets: readonly number[][]) {
  const calls: number[] = [];
  const setTexts = (ends: Uint32Array, bounds: Uint32Array, first: number) => {
    calls.push(ends.length);
    const ownEnds = ends.map((end) => end - first);
    const own = Array.from(ownEnds, (end, at) => bounds.subarray(ownEnds[at - 1] ?? 0, end));
    return own.map(formatProcSet).join("\n");
  };
  let end = 0;
  const setEnds = Uint32Array.from(sets, (set) => (end += set.length));
  const texts = readSets({ setEnds, bounds: Uint32Array.from(sets.flat()) }, (use) => use({ setTexts } as Core));
  return { texts, calls };
}

const wide = (intervals: number) => Array.from({ length: intervals }, (_, at) => [2 * at, 2 * at]).flat();

describe("the texts of sets", () => {
  test.each<[string, number[][], number[]]>([
    ["none", [], []],
    ["an empty one", [[]], [1]],
    ["some", [[0, 3], [], [5, 5, 7, 9]], [3]],
    ["as many as one call takes", [wide(65_535), [1, 1], [2, 2]], [2, 1]],
    ["one that is more than a call takes", [[1, 2], wide(70_000), [3, 4], wide(65_536), [5, 6]], [1, 1, 1, 1, 1]],
  ])("%s", (_, sets, calls) => {
    expect(read(sets)).toEqual({ texts: sets.map(formatProcSet), calls });
  });
});
