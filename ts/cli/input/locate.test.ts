import { expect, test } from "vitest";
import { locate, locateAll } from "./locate.js";
import { positionAt, positionsAt } from "./position.js";

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

test("many at once, in any order, some inside of others", () => {
  const paths = [["jobs", 1, "ab", "x"], ["now"], [], ["jobs"], ["jobs", 1, "ab"], ["jobs", 7], ["now"]];
  expect(locateAll(TEXT, paths)).toEqual(paths.map((path) => locate(TEXT, path)));
  expect(positionsAt(TEXT, locateAll(TEXT, paths)).map(({ line }) => line)).toEqual([7, 10, 1, 3, 7, 3, 10]);
  expect(locateAll(TEXT, [])).toEqual([]);
});

test("what an earlier value of the same name holds does not count", () => {
  const text = '{"a": {"b": {"c": 1}, "d": 2}, "a": {"b": 3}, "e": [{"f": 4}]}';
  expect(text.slice(locate(text, ["a", "b"]))).toMatch(/^3}/);
  expect(text.slice(locate(text, ["a", "b", "c"]))).toMatch(/^3}/);
  expect(text.slice(locate(text, ["a", "d"]))).toMatch(/^{"b": 3}/);
  expect(text.slice(locate(text, ["e", 0, "f"]))).toMatch(/^4}/);
});

test("names that look like structure, and empty containers", () => {
  const text = '{"": {"[]": [[], {}, ":", "a,b"]}, "a,b": "{", ":": [{}]}';
  expect(text.slice(locate(text, ["", "[]", 3]))).toMatch(/^"a,b"]/);
  expect(text.slice(locate(text, ["a,b"]))).toMatch(/^"{"/);
  expect(text.slice(locate(text, [":", 0]))).toMatch(/^{}]/);
});

test("ten thousand paths in a long text take one go", () => {
  const list = Array.from({ length: 10_000 }, (_, i) => ({ i, deep: [[i]] }));
  const text = JSON.stringify({ list }, null, 1);
  const begin = performance.now();
  const offsets = locateAll(
    text,
    list.map((_, i) => ["list", i, "deep", 0, 0]),
  );
  const positions = positionsAt(text, offsets);
  expect(performance.now() - begin).toBeLessThan(5_000);
  expect(offsets.map((offset, i) => text.startsWith(`${i}\n`, offset))).not.toContain(false);
  expect(positions.every(({ line }, i) => i === 0 || line > (positions[i - 1]?.line ?? 0))).toBe(true);
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
