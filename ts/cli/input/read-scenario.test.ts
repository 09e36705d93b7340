import { expect, test } from "vitest";
import { InputError } from "../../engine/node.js";
import { readScenario } from "./read-scenario.js";
import { SourceError } from "./source-error.js";

const bytes = (text: string) => Buffer.from(text);

test("an error of the engine gets file, line and field", () => {
  const source = readScenario(bytes('{\n  "now":\n    "x"\n}'), "a.json");
  const error = source.blame(new InputError("wrong_type", ["now"], "a number", '"x"'));
  expect(String(error)).toBe('SourceError: a.json:3: now: expected a number, found "x"');
});

test("in one line of many the line is that of the file", () => {
  const source = readScenario(bytes('{"now": "x"}\r'), "a.jsonl", 17);
  const error = source.blame(new InputError("wrong_type", ["now"], "a number", '"x"')) as Error;
  expect(error.message).toMatch(/^a\.jsonl:17: now: /);
});

test("each fault of a document gets its line and column", () => {
  const text = '{"quotas": {"quotas": {"a": [1, 2, 3],\n  "*,*,*,*": [1, "x", 3]}}}';
  const faults = [
    new InputError("malformed", ["quotas", "quotas", "a"], "four fields", '"a"'),
    new InputError("malformed", ["quotas", "quotas", "*,*,*,*", 1], "a number", '"x"'),
  ];
  const error = new InputError("malformed", ["quotas"], "no faults", "2", faults);
  const blamed = readScenario(bytes(text), "a.json").blame(error) as SourceError;
  expect(blamed).toBeInstanceOf(SourceError);
  expect(blamed.lines).toEqual([
    'a.json:1:29: quotas.quotas.a: expected four fields, found "a"',
    'a.json:2:18: quotas.quotas["*,*,*,*"][1]: expected a number, found "x"',
  ]);
  expect(blamed.message).toBe(blamed.lines.join("\n"));
  const alone = new InputError("malformed", ["quotas"], "no faults", "1", faults.slice(0, 1));
  expect((readScenario(bytes(text.replace("\n", " ")), "b", 7).blame(alone) as SourceError).lines).toEqual([
    'b:7:29: quotas.quotas.a: expected four fields, found "a"',
  ]);
});

test("other errors are nobody's here", () => {
  const error = new Error("crash");
  expect(readScenario(bytes("{}"), "a").blame(error)).toBe(error);
});

test.each([
  ["{\n  1}", undefined, 'a:2:3: expected a field name in double quotes or "}", found "1"'],
  ["{ 1}", 9, 'a:9:3: expected a field name in double quotes or "}", found "1"'],
  ["{}\n{}", undefined, 'a:2:1: expected the end of the text, found "{" (one scenario a line is read with --jsonl)'],
  ["{} {}", 4, 'a:4:4: expected the end of the text, found "{"'],
])("%j is no JSON", (text, line, message) => {
  expect(() => readScenario(bytes(text), "a", line)).toThrow(message);
});

test("bytes that are no UTF-8 are refused, a byte order mark is not", () => {
  expect(() => readScenario(Uint8Array.of(0x7b, 0xff), "a")).toThrow("a: expected text in UTF-8, found other bytes");
  expect(() => readScenario(Uint8Array.of(0xff), "a", 2)).toThrow("a:2: expected text in UTF-8, found other bytes");
  expect(readScenario(bytes('\ufeff{"now":1}'), "a").scenario).toEqual({ now: 1 });
});
