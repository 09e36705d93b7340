/** Bad texts on the command line: status 2, one line that names the place, no trace of our insides. */
import { expect, test } from "vitest";
import { BUILT } from "../support/paths.js";
import { run } from "../support/run.js";
import { validScenario } from "./base.js";

const schedule = (input: string, ...args: string[]) =>
  run(process.execPath, [`${BUILT}dist/cli/main.js`, "schedule", "--json", ...args], { input, seconds: 30 });

const GOOD = JSON.stringify(validScenario(), null, 1);
const cut = (share: number): string => GOOD.slice(0, Math.floor(GOOD.length * share));
const opened = (depth: number): string => '{"jobs":'.repeat(depth);

const BAD: [title: string, text: string, place: RegExp][] = [
  ["nothing", "", /^<stdin>/],
  ["white space", " \n\t\n", /^<stdin>/],
  ["a word", "scenario", /^<stdin>:1/],
  ["a byte order mark in the middle", `{"scenario": 1, \ufeff"now": 2}`, /^<stdin>:1/],
  ["a NUL", `{"scenario": 1\0}`, /^<stdin>:1/],
  ["cut after a tenth", cut(0.1), /^<stdin>:\d+/],
  ["cut in the middle", cut(0.5), /^<stdin>:\d+/],
  ["cut before its end", cut(0.999), /^<stdin>:\d+/],
  ["twice", GOOD + GOOD, /^<stdin>:\d+/],
  ["10,000 lists inside each other", "[".repeat(10_000) + "]".repeat(10_000), /^<stdin>/],
  ["10,000 objects inside each other, cut", opened(10_000), /^<stdin>/],
  ["10,000 lists as jobs", GOOD.replace('"jobs": [', `"jobs": ${"[".repeat(10_000)}`), /^<stdin>/],
  ["a number that is infinite", GOOD.replace(/"now": \d+/, '"now": 1e999'), /^<stdin>:\d+.*now/],
  ["a number of a thousand digits", GOOD.replace(/"now": \d+/, `"now": ${"9".repeat(1000)}`), /^<stdin>:\d+.*now/],
  ["NaN", GOOD.replace(/"now": \d+/, '"now": NaN'), /^<stdin>:\d+/],
  ["a key __proto__", GOOD.replace('"now"', '"__proto__": {"x": 1}, "now"'), /^<stdin>:\d+.*__proto__/],
  [
    "a rank too high",
    GOOD.replace('"default": "0-7"', '"default": "0-4000000000"'),
    /^<stdin>:\d+.*resources\.default/,
  ],
  ["an end before its begin", GOOD.replace("1700000999", "1600000000"), /^<stdin>:\d+.*jobs\[0\]\.assignment\.end/],
  [
    "control characters in a name",
    GOOD.replace('"queue": "besteffort"', '"queue": "\\u001b[31mred\\u0007"'),
    /^<stdin>:\d+/,
  ],
];

test.each(BAD)("%s", async (_, text, place) => {
  const { status, stdout, stderr } = await schedule(text);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(place);
  expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(3);
  expect(stderr.length).toBeLessThan(1000);
  // No stack, no path of the program, nothing that a terminal would obey.
  expect(stderr).not.toMatch(/\n\s+at |dist\/|node:internal/);
  expect([...stderr].filter((sign) => sign !== "\n" && (sign < " " || sign === "\u007f"))).toEqual([]);
});

test("every fault of a quota document is told with its line and column", async () => {
  const scenario = validScenario();
  scenario.config.QUOTAS = "yes";
  scenario.quotas = {
    quotas: { "*,*,*": [1, 1, 1], "*,*,*,*": [1, "\u001b[31m", 1] },
    periodical: [["8-8 mon * *", "missing"]],
  };
  const text = JSON.stringify(scenario, null, 1);
  const { status, stdout, stderr } = await schedule(text);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  const found = stderr.trimEnd().split("\n");
  const at = [/"\*,\*,\*": (\[)/, /("\\u001b\[31m")/, /("missing")/, /("8-8 mon \* \*")/].map((pattern) => {
    const [, value = ""] = pattern.exec(text) ?? [];
    const before = text.slice(0, text.indexOf(value, text.search(pattern))).split("\n");
    return `<stdin>:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: quotas.`;
  });
  expect(found.map((line) => line.slice(0, line.indexOf("quotas.") + "quotas.".length))).toEqual(at);
  expect([...stderr].filter((sign) => sign !== "\n" && sign < " ")).toEqual([]);
  const lines = await schedule(`${JSON.stringify(scenario)}\n`, "--jsonl");
  expect(lines.status).toBe(2);
  expect(lines.stderr.match(/^<stdin>:1:\d+: quotas\./gm)).toHaveLength(4);
});

test("a good line between bad ones is scheduled, each bad one is named by its line", async () => {
  const good = JSON.stringify(validScenario());
  const input = ["{", good, '{"scenario": 2}', "[".repeat(10_000), good.slice(0, -1)].join("\n");
  const { status, stdout, stderr } = await schedule(input, "--jsonl");
  expect(status).toBe(2);
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
  for (const line of [1, 3, 4, 5]) expect(stderr).toMatch(new RegExp(`^<stdin>:${line}\\b`, "m"));
  expect(stderr).not.toMatch(/^<stdin>:2\b/m);
});

test("bytes that are no text, a folder and a missing file are bad inputs, not our fault", async () => {
  const main = `${BUILT}dist/cli/main.js`;
  for (const path of [process.execPath, BUILT, `${BUILT}no such file`]) {
    const { status, stdout, stderr } = await run(process.execPath, [main, "schedule", "--json", path], { seconds: 60 });
    expect({ path, status, stdout }).toEqual({ path, status: 2, stdout: "" });
    expect(stderr).toContain(path);
    expect(stderr).not.toMatch(/\n\s+at /);
  }
});
