import { expect, test } from "vitest";
import { formatPath, InputError, RedoxError, describe as shown } from "./index.js";

test("a path is written as in JavaScript", () => {
  expect(formatPath([])).toBe("(root)");
  expect(formatPath(["jobs", 3, "moldables", 0, "walltime"])).toBe("jobs[3].moldables[0].walltime");
  expect(formatPath(["hierarchy", "a b", 0])).toBe('hierarchy["a b"][0]');
  expect(formatPath(["quotas", "n".repeat(1_000)])).toBe(`quotas["${"n".repeat(60)}…"]`);
});

test("a value is shown short and on one line", () => {
  const trap = new Proxy({}, { get: () => expect.unreachable("nothing of the value is called") });
  const values = ["a\nb", "x".repeat(99), -0, Number.NaN, null, undefined, [1, 2], trap, () => {}, 1n];
  expect(values.map(shown)).toEqual([
    '"a\\nb"',
    `"${"x".repeat(60)}…"`,
    "0",
    "NaN",
    "null",
    "undefined",
    "a list of 2",
    "an object",
    "a function",
    "a bigint",
  ]);
});

test("an input error says what, where and what was expected", () => {
  const error = new InputError("out_of_range", ["jobs", 0, "id"], "an integer", "1.5");
  expect(error).toBeInstanceOf(RedoxError);
  expect(error).toMatchObject({
    name: "InputError",
    code: "out_of_range",
    field: "jobs[0].id",
    expected: "an integer",
  });
  expect(error.message).toBe("jobs[0].id: expected an integer, found 1.5");
});

test("an input error is its only fault, unless it lists those of a document", () => {
  const one = new InputError("malformed", ["quotas", "s", 0], "a text", "1");
  expect(one.faults).toEqual([one]);
  const { code, path, field, expected, message } = new InputError("missing", ["quotas", "t"], "a list", "undefined");
  const faults = [one, { code, path, field, expected, message }];
  const all = new InputError("malformed", ["quotas"], "no faults", "2", faults);
  expect(all.faults).toEqual(faults);
  expect(all.message.split("\n")).toEqual([
    "quotas: expected no faults, found 2",
    "quotas.s[0]: expected a text, found 1",
    "quotas.t: expected a list, found undefined",
  ]);
});
