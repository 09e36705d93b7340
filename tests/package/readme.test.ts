/** The examples of the README, run as they stand there. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { chromiumMissing, launchChromium } from "../support/chromium.js";
import { denoMissing, runDeno } from "../support/deno.js";
import { type Block, codeBlocks } from "../support/markdown.js";
import { REPOSITORY } from "../support/paths.js";
import { runWell } from "../support/run.js";
import { serve } from "../support/server.js";
import { describeUnless } from "../support/skip.js";

const consumer = inject("consumer");
const missing = inject("consumerMissing");

const blocks = codeBlocks(readFileSync(`${REPOSITORY}README.md`, "utf8"));

/** The one example whose heading names a runtime. */
function example(runtime: RegExp): Block {
  const found = blocks.filter(
    ({ above, language }) => runtime.test(above) && /^(js|ts|html|javascript)$/.test(language),
  );
  if (found.length !== 1) throw new Error(`the README has ${found.length} examples for ${runtime}`);
  return found[0] as Block;
}

function workshop(name: string, text: string): string {
  const folder = mkdtempSync(join(consumer, "readme-"));
  writeFileSync(join(folder, name), text);
  return folder;
}

describeUnless(missing, "the README", () => {
  test("has a short example for each runtime", () => {
    for (const runtime of [/Node/, /Deno/, /browser/i]) {
      expect(example(runtime).code.trimEnd().split("\n").length).toBeLessThanOrEqual(16);
    }
  });

  test("the example for Node runs, and prints something", async () => {
    const folder = workshop("main.mjs", example(/Node/).code);
    const { stdout, stderr } = await runWell(process.execPath, ["main.mjs"], { cwd: folder });
    expect(stderr).toBe("");
    expect(stdout.trim()).not.toBe("");
  });
});

describeUnless(missing ?? denoMissing, "the README", () => {
  test("the example for Deno runs without permissions, and prints something", async () => {
    // As long as the package is not published, it is found in node_modules only.
    const folder = workshop("main.ts", example(/Deno/).code.replace(/npm:(oar-scheduler-redox)(@[\w.^~]+)?/, "$1"));
    const { status, stdout, stderr } = await runDeno(join(folder, "main.ts"), { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.trim()).not.toBe("");
  });
});

describeUnless(missing ?? (await chromiumMissing()), "the README", () => {
  test("the example for a browser runs in Chromium, and shows or prints something", async () => {
    const { language, code } = example(/browser/i);
    const page = language === "html" ? code : `<!doctype html><body><script type="module">${code}</script>`;
    // Wherever the example takes the package from, here it is the packed one.
    const address = /(["'])(?:https?:\/\/|\.{0,2}\/)[^"']*oar-scheduler-redox[^"']*\.js\1/g;
    const local = '"/node_modules/oar-scheduler-redox/dist/engine/browser.js"';
    const folder = workshop("index.html", page.replace(address, local));
    const server = await serve(folder, consumer);
    const browser = await launchChromium();
    try {
      const tab = await browser.newPage();
      const printed: string[] = [];
      const failed: string[] = [];
      tab.on("console", (message) => (message.type() === "error" ? failed : printed).push(message.text()));
      tab.on("pageerror", (error) => failed.push(String(error)));
      tab.on("response", (response) => {
        if (response.status() >= 400 && !response.url().endsWith("favicon.ico")) failed.push(response.url());
      });
      await tab.goto(`${server.origin}/index.html`);
      // biome-ignore lint/performance/useDomNodeTextContent: the text of the script is none that a page shows
      const shown = async () => (await tab.locator("body").innerText()).trim();
      const signs = async () => printed.length + failed.length + (await shown()).length;
      await expect.poll(signs, { timeout: 10_000 }).toBeGreaterThan(0);
      expect(failed).toEqual([]);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
