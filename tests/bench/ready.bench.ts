/**
 * How long importing the package and being ready takes, against the least that any module of
 * wasm-bindgen takes, in Node, Deno and Chromium. Both are measured in turns in the same run, each
 * time in a fresh process or page, and the medians compared.
 *
 * The machine must be idle. V8 checks a module in several threads and waits for the last one: where another program has
 * that thread's processor it waits for a slice of time, some 4 ms, while the empty module needs no second thread.
 *
 *     OAR_REDOX_BENCH=1 npx vitest run --config tests/vitest.config.ts --project bench
 */
import { afterAll, expect, test } from "vitest";
import { callInPage, chromiumMissing, launchChromium } from "../support/chromium.js";
import { denoMissing, runDeno } from "../support/deno.js";
import { REPOSITORY } from "../support/paths.js";
import { runWell } from "../support/run.js";
import { serve } from "../support/server.js";
import { describeUnless } from "../support/skip.js";

const ROUNDS = 15;
const MOST = 3;

const folder = `${REPOSITORY}tests/bench/ready/`;
const lines: string[] = [];

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

/** Measures both in turns; the first round warms the caches of files and is left out. */
async function compare(name: string, ours: () => Promise<number>, empty: () => Promise<number>): Promise<number> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const [one, other] = [await ours(), await empty()];
    if (round === 0) continue;
    times[0].push(one);
    times[1].push(other);
  }
  const [a, b] = [median(times[0]), median(times[1])];
  lines.push(`${name}: ready in ${a.toFixed(1)} ms, empty module ${b.toFixed(1)} ms, ratio ${(a / b).toFixed(2)}`);
  return a / b;
}

const inNode = async (file: string) => Number((await runWell(process.execPath, [folder + file])).stdout);

async function inDeno(file: string): Promise<number> {
  const { status, stdout, stderr } = await runDeno(folder + file);
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

afterAll(() => {
  process.stdout.write(`\n${lines.join("\n")}\n\n`);
});

test("Node", async () => {
  const ratio = await compare(
    "Node",
    () => inNode("node-ours.js"),
    () => inNode("node-empty.js"),
  );
  expect(ratio).toBeLessThanOrEqual(MOST);
});

describeUnless(denoMissing, "Deno", () => {
  test("without permissions", async () => {
    const ratio = await compare(
      "Deno",
      () => inDeno("deno-ours.js"),
      () => inDeno("deno-empty.js"),
    );
    expect(ratio).toBeLessThanOrEqual(MOST);
  });
});

describeUnless(await chromiumMissing(), "Chromium", () => {
  test("in a fresh page", async () => {
    const browser = await launchChromium();
    const server = await serve(REPOSITORY);
    const onPage = async (which: "ours" | "empty") => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${server.origin}/blank.html`);
      const time = await callInPage<number>(page, "/tests/bench/ready/page.js", which);
      await context.close();
      return time;
    };
    try {
      const ratio = await compare(
        "Chromium",
        () => onPage("ours"),
        () => onPage("empty"),
      );
      expect(ratio).toBeLessThanOrEqual(MOST);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
