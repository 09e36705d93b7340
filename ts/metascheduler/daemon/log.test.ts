import { expect, test } from "vitest";
import { DatabaseError } from "../../database/index.js";
import { jsonLog } from "./log.js";

function logged(level: number) {
  const lines: string[] = [];
  return { log: jsonLog(level, (line) => lines.push(line)), read: () => lines.map((line) => JSON.parse(line)) };
}

test("a line is one JSON object with time, level, message and details", () => {
  const { log, read } = logged(3);
  log.warn("two\nlines", { job: 7, message: "of the details", list: ["\u001b[31m"] });
  log.debug("plain");
  const [first, second] = read();
  expect(first).toMatchObject({ level: "warn", job: 7, list: ["\u001b[31m"] });
  expect(Date.parse(first.time)).toBeGreaterThan(0);
  expect(second).toMatchObject({ level: "debug", message: "plain" });
});

test.each([
  [0, ["error"]],
  [1, ["error", "warn"]],
  [2, ["error", "warn", "info"]],
  [3, ["error", "warn", "info", "debug"]],
])("at level %i there is %j", (level, levels) => {
  const { log, read } = logged(level);
  for (const name of ["error", "warn", "info", "debug"] as const) log[name]("x");
  expect(read().map((line) => line.level)).toEqual(levels);
});

test("of an error with a code there is the code, of a mistake of ours where it was made", () => {
  const { log, read } = logged(3);
  log.error("a", { error: new DatabaseError("deadline", "too late", "57014") });
  log.error("b", { error: new RangeError("oops") });
  const [known, mistake] = read();
  expect(known.error).toEqual({ name: "DatabaseError", code: "deadline", message: "too late" });
  expect(mistake.error).toMatchObject({ name: "RangeError", message: "oops" });
  expect(mistake.error.stack).toContain("log.test.ts");
});
