/** The program as users start it: statuses, messages, streams. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BUILT, REPOSITORY } from "../support/paths.js";
import { type RunOptions, run } from "../support/run.js";

const MAIN = `${BUILT}dist/cli/main.js`;
const folder = mkdtempSync(join(tmpdir(), "oar-redox-"));

interface Vector {
  name: string;
  expected: { assignments: object; reasons: object };
  jobs: { moldables?: { walltime: unknown }[] }[];
  [field: string]: unknown;
}

const vectors = readFileSync(`${REPOSITORY}tests/vectors/basic.jsonl`, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Vector);

function vector(index: number): Vector {
  return structuredClone(vectors[index] as Vector);
}

function resultOf({ name, expected }: Vector): object {
  return { name, ...expected };
}

function program(args: readonly string[], options: RunOptions = {}) {
  return run(process.execPath, [MAIN, ...args], options);
}

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A vector whose job at `job` asks for a walltime that is a text. */
function broken(job: number): Vector {
  const scenario = vector(0);
  for (const moldable of scenario.jobs[job]?.moldables ?? []) moldable.walltime = "long";
  return scenario;
}

describe("schedule", () => {
  test("--json prints the result format of the vectors", async () => {
    const path = file("one.json", JSON.stringify(vector(0)));
    const { status, stdout, stderr } = await program(["schedule", "--json", path]);
    expect([status, stderr]).toEqual([0, ""]);
    const result = JSON.parse(stdout);
    expect(result).toEqual(resultOf(vector(0)));
    expect(Object.keys(result)).toEqual(["name", "assignments", "reasons"]);
  });

  test.each([["-"], []])("reads standard input: %j", async (...args) => {
    const { status, stdout } = await program(["schedule", "--json", ...args], { input: JSON.stringify(vector(1)) });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(resultOf(vector(1)));
  });

  test("--jsonl prints a line for each scenario, in their order", async () => {
    const input = `${vectors.map((one) => JSON.stringify(one)).join("\n")}\n\n`;
    const { status, stdout, stderr } = await program(["schedule", "--json", "--jsonl"], { input });
    expect([status, stderr]).toEqual([0, ""]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(vectors.map(resultOf));
  });

  test("prints a table and a chart where nobody asks for JSON", async () => {
    const { status, stdout } = await program(["schedule"], { input: JSON.stringify(vector(0)) });
    expect(status).toBe(0);
    await expect(stdout).toMatchFileSnapshot("basic-0000.txt");
  });

  test("warns of what the engine finds strange, and goes on", async () => {
    const scenario = { ...vector(0), config: { ...(vector(0).config as object), JOB_PRIORITY: "LUCK" } };
    const { status, stderr } = await program(["schedule", "--json"], { input: JSON.stringify(scenario) });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^<stdin>: warning: .*"LUCK"\n$/);
  });
});

describe("bad input", () => {
  test("the message names file, line and field", async () => {
    const text = JSON.stringify(broken(5), null, 2);
    const path = file("field.json", text);
    const line = text.slice(0, text.indexOf('"long"')).split("\n").length;
    const { status, stdout, stderr } = await program(["schedule", path]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(`${path}:${line}: jobs[5].moldables[0].walltime: expected a number, found "long"\n`);
  });

  test("of many lines the bad ones are reported and the others scheduled", async () => {
    const lines = [vector(0), broken(4), vector(1)].map((one) => JSON.stringify(one));
    const input = [lines[0], "", lines[1], '{"scenario":', lines[2]].join("\r\n");
    const { status, stdout, stderr } = await program(["schedule", "--jsonl", "--json", "-"], { input });
    expect(status).toBe(2);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([resultOf(vector(0)), resultOf(vector(1))]);
    expect(stderr.split("\n")).toEqual([
      '<stdin>:3: jobs[4].moldables[0].walltime: expected a number, found "long"',
      "<stdin>:4:14: expected a value, found the end of the text",
      "",
    ]);
  });

  test.each([
    ["empty.json", "", "1:1: expected a value, found the end of the text"],
    ["cut.json", '{\n "scenario": 1,\n', "3:1: expected a field name in double quotes, found the end of the text"],
    ["list.json", "\n[]", "2: (root): expected an object, found a list of 0"],
    ["deep.json", "[".repeat(10_000) + "]".repeat(10_000), "1: (root): expected an object, found a list of 1"],
    ["nan.json", '{"scenario": NaN}', '1:14: expected a value, found "NaN"'],
  ])("%s", async (name, text, message) => {
    const path = file(name, text);
    const { status, stderr } = await program(["schedule", path]);
    expect([status, stderr]).toEqual([2, `${path}:${message}\n`]);
  });

  test("bytes that are no text, files that are not there", async () => {
    const path = file("binary.json", Uint8Array.of(0xff, 0xfe, 0x7b, 0x00));
    const binary = await program(["schedule", path]);
    expect([binary.status, binary.stderr]).toEqual([2, `${path}: expected text in UTF-8, found other bytes\n`]);
    const missing = await program(["schedule", "--jsonl", "no/such/file"]);
    expect([missing.status, missing.stderr]).toEqual([2, "no/such/file: cannot be read: no such file\n"]);
  });

  test("what a scenario says reaches the terminal without its escapes", async () => {
    const input = JSON.stringify({ ...vector(0), name: "\u001b[31mred\u009b", nonsense: 1 });
    const { stderr } = await program(["schedule"], { input });
    expect(stderr).toMatch(/^<stdin>:1: nonsense: /);
    const good = await program(["schedule"], { input: JSON.stringify({ ...vector(0), name: "\u001b[31mred\u009b" }) });
    expect(good.stdout.split("\n")[0]).toMatch(/^\\u001b\[31mred\\u009b {2}/);
  });
});

describe("usage", () => {
  test.each([
    [["--version"], /^\d+\.\d+\.\d+\n$/],
    [["--help"], /^Usage: oar-redox .*Exit status/s],
    [["schedule", "--help"], /^Usage: oar-redox schedule .*--jsonl.*Exit status/s],
    [["explain", "--help"], /^Usage: oar-redox explain .*--job <N>.*Exit status/s],
    [["demo", "--help"], /^Usage: oar-redox demo .*--scenario.*Exit status/s],
    [["help", "schedule"], /^Usage: oar-redox schedule /],
  ])("%j is answered", async (args, answer) => {
    const { status, stdout, stderr } = await program(args);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(answer);
  });

  test("the version is that of the package", async () => {
    const { version } = JSON.parse(readFileSync(`${REPOSITORY}package.json`, "utf8"));
    expect((await program(["-V"])).stdout).toBe(`${version}\n`);
  });

  test.each([
    [[], /^Usage: /],
    [["sing"], /unknown command 'sing'/],
    [["schedule", "--sing"], /unknown option '--sing'/],
    [["schedule", "a", "b"], /too many arguments/],
    [["explain", "a"], /expected numbers of jobs of a database, or a FILE and --job N/],
    [["explain", "a", "--job", "-1"], /argument '-1' is invalid. A job id is a whole number/],
    [["explain", "a", "--job", "9007199254740992"], /A job id is a whole number/],
  ])("%j is refused", async (args, complaint) => {
    const { status, stdout, stderr } = await program(args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(complaint);
  });
});

describe("streams", () => {
  test.each([
    [{ NO_COLOR: "" }, false],
    [{ NO_COLOR: "", FORCE_COLOR: "1" }, true],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ])("in a pipe with %j there are colours: %j", async (env, colored) => {
    const { stdout } = await program(["schedule"], { input: JSON.stringify(vector(0)), env });
    expect(stdout.includes("\u001b[")).toBe(colored);
  });

  test("a reader that leaves early is no error", async () => {
    const child = spawn(process.execPath, [MAIN, "schedule", "--jsonl", "--json"], { stdio: "pipe" });
    const line = `${JSON.stringify(vector(0))}\n`;
    const feed = () => {
      while (child.stdin.writable && child.stdin.write(line));
    };
    child.stdin.on("drain", feed).on("error", () => undefined);
    feed();
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.on("close", resolve));
    expect([status, stderr]).toEqual([0, ""]);
  });

  test("lines are answered as they come", async () => {
    const child = spawn(process.execPath, [MAIN, "schedule", "--jsonl", "--json"], { stdio: "pipe" });
    const answer = () => new Promise<string>((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
    for (const index of [0, 1]) {
      const answered = answer();
      child.stdin.write(`${JSON.stringify(vector(index))}\n`);
      expect(JSON.parse(await answered)).toEqual(resultOf(vector(index)));
    }
    child.stdin.end();
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
  });
});
