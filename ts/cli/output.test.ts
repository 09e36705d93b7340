import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { EngineCrashedError, InputError } from "../engine/node.js";
import { failureOf } from "./failure.js";
import { SourceError } from "./input/index.js";
import { Output, OutputClosedError, OutputFailedError } from "./output.js";
import { Progress } from "./progress.js";
import { Warnings } from "./warnings.js";

/** A stream that keeps what it gets, or fails with a code. */
function sink(options: { code?: string; isTTY?: boolean } = {}) {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, callback) {
      if (options.code !== undefined) return callback(Object.assign(new Error("no"), { code: options.code }));
      written.push(String(chunk));
      callback();
    },
  });
  return { written, output: new Output(Object.assign(stream, { isTTY: options.isTTY ?? false }), {}) };
}

test("lines end with line feeds, and none are nothing", async () => {
  const { written, output } = sink();
  await output.lines(["a", "b"]);
  await output.lines([]);
  expect(written).toEqual(["a\nb\n"]);
});

test("a reader that has gone is told from a disk that is full", async () => {
  await expect(sink({ code: "EPIPE" }).output.write("x")).rejects.toThrow(OutputClosedError);
  await expect(sink({ code: "ENOSPC" }).output.write("x")).rejects.toThrow(OutputFailedError);
});

test("progress is seen on terminals only, and leaves no trace", async () => {
  const terminal = sink({ isTTY: true });
  const progress = new Progress(terminal.output);
  await progress.show("busy");
  await progress.clear();
  expect(terminal.written).toEqual(["\r\u001b[K\u001b[2mbusy\u001b[22m", "\r\u001b[K"]);
  const file = sink();
  await new Progress(file.output).show("busy");
  await new Progress(file.output).clear();
  expect(file.written).toEqual([]);
});

test("warnings wait, and are told once with their place", async () => {
  const { written, output } = sink();
  const warnings = new Warnings();
  warnings.warn("strange", { KEY: "a\u001b" });
  warnings.warn("plain");
  await warnings.flush("f:3", output);
  await warnings.flush("f:4", output);
  expect(written).toEqual(['f:3: warning: strange, KEY "a\\u001b"\nf:3: warning: plain\n']);
});

test.each([
  [new OutputClosedError("gone"), 0, []],
  [new SourceError({ file: "f\u001b", line: 2 }, "wrong"), 2, ["f\\u001b:2: wrong"]],
  [new InputError("missing", ["now"], "a number", "nothing"), 2, ["now: expected a number, found nothing"]],
  [new OutputFailedError("full"), 1, ["oar-redox: full"]],
])("%o ends the program with %i", (error, status, lines) => {
  expect(failureOf(error)).toEqual({ status, lines });
});

test("what is our fault comes with what helps to mend it", () => {
  const cause = new Error("unreachable");
  const crashed = failureOf(new EngineCrashedError(cause));
  expect(crashed.status).toBe(1);
  expect(crashed.lines[0]).toBe("oar-redox: the scheduling core crashed: unreachable (engine_crashed)");
  expect(crashed.lines).toContain("caused by:");
  const bug = failureOf(new TypeError("oops"));
  expect(bug.status).toBe(1);
  expect(bug.lines.slice(0, 2)).toEqual(["oar-redox: internal error, please report it:", "TypeError: oops"]);
  expect(failureOf("thrown").lines).toContain("thrown");
});
