/** Runs the shared scripts of this folder in each runtime. */
import type { Browser } from "playwright-core";
import { runDeno } from "../support/deno.js";
import { BUILT, REPOSITORY } from "../support/paths.js";
import { type Finished, runWell } from "../support/run.js";
import { serve } from "../support/server.js";
import type { Digest } from "./digest.js";
import type { Crash } from "./traps.js";

const DRILL = "drill";

/** Does what {@link Digest} and {@link Crash} tell, in one runtime. */
export interface Runtime {
  /** Schedules scenarios, one a line. */
  digest(lines: string): Promise<Digest>;
  /** Crashes the module in every way. */
  drill(): Promise<Crash[]>;
}

/** The JSON of a program that printed exactly one line and complained about nothing. */
function onlyLine({ stdout, stderr }: Finished): unknown {
  if (stderr !== "") throw new Error(`standard error is not empty: ${stderr}`);
  if (stdout.indexOf("\n") !== stdout.length - 1) throw new Error(`not one line: ${stdout}`);
  return JSON.parse(stdout);
}

async function inNode(input: string): Promise<unknown> {
  return onlyLine(await runWell(process.execPath, [`${BUILT}tests/runtimes/node.js`], { input }));
}

async function inDeno(input: string): Promise<unknown> {
  const finished = await runDeno(`${BUILT}tests/runtimes/deno.js`, { input });
  if (finished.status !== 0) throw new Error(`deno ended with ${finished.status}\n${finished.stderr}`);
  return onlyLine(finished);
}

/** Node, in a process of its own. */
export const node: Runtime = {
  digest: async (lines) => (await inNode(lines)) as Digest,
  drill: async () => (await inNode(DRILL)) as Crash[],
};

/** Deno, without any permission. */
export const deno: Runtime = {
  digest: async (lines) => (await inDeno(lines)) as Digest,
  drill: async () => (await inDeno(DRILL)) as Crash[],
};

/** A page in Chromium. A page that writes to its console, or fails, is an error. */
export function chromiumPage(browser: Browser): Runtime {
  async function onPage<T>(work: (input: string) => Promise<T>, input: string): Promise<T> {
    const server = await serve(BUILT, REPOSITORY);
    const page = await browser.newPage();
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    try {
      await page.goto(`${server.origin}/blank.html`);
      const result = await page.evaluate(work, input);
      if (said.length > 0) throw new Error(`the page said: ${said.join("\n")}`);
      return result;
    } finally {
      await page.close();
      await server.close();
    }
  }
  // These functions run in the page: they can use nothing of this file.
  return {
    digest: (lines) =>
      onPage(async (text) => {
        const url = (path: string): string => new URL(path, location.origin).href;
        const redox = await import(url("/dist/engine/browser.js"));
        const { digest } = await import(url("/tests/runtimes/digest.js"));
        return digest(redox, text);
      }, lines),
    drill: () =>
      onPage(async () => {
        const url = (path: string): string => new URL(path, location.origin).href;
        const redox = await import(url("/dist/engine/browser.js"));
        const drills = await import(url("/dist/engine/drill.js"));
        const { crashEverything } = await import(url("/tests/runtimes/traps.js"));
        return crashEverything(redox, drills);
      }, ""),
  };
}
