import { describe, expect, test } from "vitest";
import { formatProcSet, InputError, intersectProcSets, LIMITS, parseProcSet, procSetSize, ranksOf } from "./index.js";

describe("texts of sets", () => {
  test.each([
    ["", ""],
    ["  ", ""],
    ["7 0-3 9-10", "0-3 7 9-10"],
    ["4-6 0-3", "0-6"],
    ["0-9 3-4 20 20", "0-9 20"],
    [`${LIMITS.rank}`, `${LIMITS.rank}`],
    ["007", "7"],
  ])("%j is %j", (text, canonical) => {
    expect(formatProcSet(parseProcSet(text))).toBe(canonical);
  });

  test.each([
    ["0,1", "malformed"],
    ["3-1", "malformed"],
    ["-1", "malformed"],
    ["1-", "malformed"],
    ["0x10", "malformed"],
    ["1\t2", "malformed"],
    ["1 - 2", "malformed"],
    ["12345678901234567", "malformed"],
    ["0-4000000000", "out_of_range"],
    [`${LIMITS.rank + 1}`, "out_of_range"],
    [" ".repeat(LIMITS.setLength + 1), "too_large"],
  ])("%.40j is refused", (text, code) => {
    const refused = expect.objectContaining({ code, path: ["filter"], field: "filter" });
    expect(() => parseProcSet(text, ["filter"])).toThrow(InputError);
    expect(() => parseProcSet(text, ["filter"])).toThrow(refused);
  });

  test("the size counts ranks", () => {
    expect(procSetSize(parseProcSet("0-3 7 9-10"))).toBe(7);
    expect(procSetSize([])).toBe(0);
  });

  test("ranks make the text again", () => {
    const ranks = ranksOf("9-10 0-3 7");
    expect(ranks).toEqual([0, 1, 2, 3, 7, 9, 10]);
    expect(formatProcSet(parseProcSet(ranks.join(" ")))).toBe("0-3 7 9-10");
    expect(ranksOf("")).toEqual([]);
  });

  test.each([
    ["", "0-9", ""],
    ["0-9", "0-9", "0-9"],
    ["0-3 6-9", "2-7", "2-3 6-7"],
    ["0-9", "1 3 5-6", "1 3 5-6"],
    ["0-3", "4-9", ""],
    ["0 2 4", "1 3 5", ""],
    ["0-1 4-5 8-9", "1-4 9-20", "1 4 9"],
  ])("%j and %j have %j in common", (one, other, common) => {
    const [a, b] = [parseProcSet(one), parseProcSet(other)];
    expect(formatProcSet(intersectProcSets(a, b))).toBe(common);
    expect(formatProcSet(intersectProcSets(b, a))).toBe(common);
  });
});
