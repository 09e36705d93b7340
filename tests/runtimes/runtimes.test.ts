/** The same scenarios, and the same crashes, in Node, Deno and Chromium. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumMissing, launchChromium } from "../support/chromium.js";
import { denoMissing } from "../support/deno.js";
import { describeUnless } from "../support/skip.js";
import { categories, vectorText } from "../vectors/load.js";
import type { Digest } from "./digest.js";
import { chromiumPage, deno, node, type Runtime } from "./runtimes.js";
import { KINDS } from "./traps.js";

const names = categories();
const lines = names.map((category) => vectorText(category)).join("\n");
const labels = lines.split("\n").map((line) => JSON.parse(line).name as string);
const inNode: Promise<Digest> = node.digest(lines);

/** Date of the round with hooks. */
const NOW = 1_700_000_000;

let browser: Browser;

/** Names of the scenarios whose answers differ. */
function differing(one: Digest, other: Digest): string[] {
  return labels.filter((_, index) => one.answers[index] !== other.answers[index]);
}

function testDrills(runtime: () => Runtime): void {
  test("a panic, a stack overflow and exhausted memory, twice each: typed error, old handles throw, next engine works", async () => {
    const crashes = await runtime().drill();
    expect(crashes.map((crash) => crash.kind)).toEqual(KINDS.flatMap((kind) => [kind, kind]));
    for (const crash of crashes) {
      expect(crash).toMatchObject({
        thrown: "EngineCrashedError",
        typed: true,
        caused: true,
        afterwards: "EngineCrashedError",
        bystander: "EngineCrashedError",
        recovered: true,
      });
    }
  });
}

function testAgreement(runtime: () => Runtime): void {
  test("gives the schedules that Node gives", async () => {
    const expected = await inNode;
    const found = await runtime().digest(lines);
    expect(differing(expected, found)).toEqual([]);
    expect(found.hash).toBe(expected.hash);
    expect(found.exports).toEqual(expected.exports);
    expect(found.internal).toEqual(expected.internal);
    expect(found.hooks).toBe(expected.hooks);
  });
}

describeUnless(null, "Node", () => {
  test("answers every scenario, the same in every run", async () => {
    const first = await inNode;
    expect(first.count).toBe(labels.length);
    expect(differing(first, await node.digest(lines))).toEqual([]);
  });
  test("decides step by step in internal mode what it decides in one go", async () => {
    const { steps, whole } = (await inNode).internal;
    expect(steps).toEqual(whole);
    expect(Object.keys(whole.assignments)).toHaveLength(7);
  });
  test("asks hooks, and says what they did wrong", async () => {
    const { assignments, errors } = JSON.parse((await inNode).hooks);
    expect(assignments).toMatchObject({
      1: { begin: NOW + 660, resources: "5-7" },
      2: { begin: NOW },
      3: { begin: NOW + 900, resources: "0-1" },
    });
    expect(errors.map(({ code, job, caused }: Record<string, unknown>) => [job, code, caused])).toEqual([
      [4, "hook_threw", true],
      [5, "hook_async", false],
      [6, "hook_threw", "a hook cannot call an engine: the round for which it was asked is not over"],
      [7, "hook_not_offered", false],
      [8, "hook_unknown", false],
      [9, "hook_lost_job", false],
    ]);
  });
  testDrills(() => node);
});

describeUnless(denoMissing, "Deno without permissions", () => {
  testAgreement(() => deno);
  testDrills(() => deno);
});

describeUnless(await chromiumMissing(), "Chromium", () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  testAgreement(() => chromiumPage(browser));
  testDrills(() => chromiumPage(browser));
});
