import { expect, test } from "vitest";
import { locate } from "./locate.js";
import { positionAt } from "./position.js";

const TEXT = `{
  "now": 5,
  "jobs": [
    { "id": 1, "list": [[], [7]] },
    {
      "id": "jobs",
      "a\\u0062": {"x": true}
    }
  ],
  "now": 6
}`;

test.each([
  [[], 1],
  [["jobs"], 3],
  [["jobs", 0, "list", 1, 0], 4],
  [["jobs", 1], 5],
  [["jobs", 1, "id"], 6],
  [["jobs", 1, "ab", "x"], 7],
  [["now"], 10],
])("%j is in line %i", (path, line) => {
  expect(positionAt(TEXT, locate(TEXT, path)).line).toBe(line);
});

test("finds the value itself, not its name", () => {
  expect(TEXT.slice(locate(TEXT, ["jobs", 1, "id"])).startsWith('"jobs"\n')).toBe(false);
  expect(TEXT.slice(locate(TEXT, ["jobs", 1, "id"])).startsWith('"jobs",')).toBe(true);
  expect(TEXT.slice(locate(TEXT, ["jobs", 0, "list", 1])).startsWith("[7]")).toBe(true);
});

test.each([
  [["jobs", 1, "walltime"], 5],
  [["jobs", 9, "id"], 3],
  [["nothing", "of", "this"], 1],
  [["jobs", "0"], 3],
  [["now", "deeper"], 10],
])("%j is not there: the innermost value on the way is in line %i", (path, line) => {
  expect(positionAt(TEXT, locate(TEXT, path)).line).toBe(line);
});

test("passes over deep nesting", () => {
  const deep = "[".repeat(50_000) + "]".repeat(50_000);
  expect(locate(`{"expected":${deep},\n"now":1}`, ["now"])).toBe(deep.length + 20);
});

test("positions count from 1, and carriage returns begin no line", () => {
  expect(positionAt("a\r\nb\nc", 0)).toEqual({ line: 1, column: 1 });
  expect(positionAt("a\r\nb\nc", 3)).toEqual({ line: 2, column: 1 });
  expect(positionAt("a\r\nb\nc", 6)).toEqual({ line: 3, column: 2 });
});
