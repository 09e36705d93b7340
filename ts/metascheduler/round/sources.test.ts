import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ConfigurationError, parseConfiguration } from "../../database/index.js";
import type { Engine } from "../../engine/index.js";
import { createEngine } from "../../engine/node.js";
import type { Round } from "./context.js";
import { readSources, type Sources } from "./sources.js";

const folder = mkdtempSync(join(tmpdir(), "oar-redox-sources-"));
let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => rmSync(folder, { recursive: true }));

const told: unknown[] = [];

function sources(content: string): Sources {
  const configuration = parseConfiguration(content, "/etc/oar/oar.conf");
  const { settings } = configuration;
  const log = { error: (message: string, details?: unknown) => void told.push([message, details]) };
  return readSources({ configuration, settings, engine, log, now: 1_700_000_000, timeZone: "UTC" } as unknown as Round);
}

function written(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function faults(content: string): ConfigurationError["faults"] {
  try {
    sources(content);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

test("files of features that are off are not looked at", () => {
  const { config, quotas, priority } = sources("QUOTAS_CONF_FILE=/nowhere\nPRIORITY_CONF_FILE=/nowhere\n");
  expect([quotas, priority, config.QUOTAS, config.JOB_PRIORITY]).toEqual([undefined, undefined, "no", "FIFO"]);
  expect("MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND" in config).toBe(false);
});

test("quotas are read", () => {
  const file = written("good.json", '{ "quotas": { "*,*,*,*": [10, -1, -1] } }');
  expect(sources(`QUOTAS=yes\nQUOTAS_CONF_FILE=${file}`).quotas).toEqual({ quotas: { "*,*,*,*": [10, -1, -1] } });
});

test("each fault of the quotas is told with file, line and key", () => {
  const file = written("bad.json", '{\n  "quotas": {\n    "*,*,*": [1, 2, 3],\n    "*,*,*,*": ["x", 2, 3]\n  }\n}');
  const found = faults(`QUOTAS=yes\nQUOTAS_CONF_FILE=${file}`);
  expect(found.map((fault) => [fault.file, fault.line])).toEqual([
    [file, 3],
    [file, 4],
  ]);
  expect(found[1]?.key).toContain("quotas");
  expect(found[1]?.message).toContain(`${file}, line 4, `);
});

test("a quota file that is no JSON, or is missing, is a fault", () => {
  const file = written("broken.json", '{\n  "quotas": {\n');
  expect(faults(`QUOTAS=yes\nQUOTAS_CONF_FILE=${file}`)).toMatchObject([{ file, key: null }]);
  expect(faults(`A=1\nQUOTAS=yes\nQUOTAS_CONF_FILE=${folder}/absent`)).toMatchObject([
    { file: "/etc/oar/oar.conf", line: 3, key: "QUOTAS_CONF_FILE" },
  ]);
});

test("weights are YAML", () => {
  const file = written("weights.yaml", "# weights\nage_weight: 1\nage_coef: 1.65e-06\nqueue_coefs:\n  default: 2\n");
  const { priority } = sources(`JOB_PRIORITY=MULTIFACTOR\nPRIORITY_CONF_FILE=${file}`);
  expect(priority).toEqual({ age_weight: 1, age_coef: 1.65e-6, queue_coefs: { default: 2 } });
  expect(told.splice(0)).toEqual([]);
});

test.each([
  ["missing", "PRIORITY_CONF_FILE=/nowhere/weights.yaml"],
  ["not named", ""],
  ["no YAML", () => `PRIORITY_CONF_FILE=${written("no.yaml", "a: [1\n")}`],
  ["wrong", () => `PRIORITY_CONF_FILE=${written("wrong.yaml", "age_weight: much\n")}`],
])("weights that are %s are an error in the log, and no weights", (_, line) => {
  const { priority } = sources(`JOB_PRIORITY=MULTIFACTOR\n${typeof line === "string" ? line : line()}`);
  expect(priority).toBeUndefined();
  expect(told.splice(0)).toEqual([
    ["the priority file cannot be used: the order is FIFO", expect.objectContaining({ why: expect.any(String) })],
  ]);
});
