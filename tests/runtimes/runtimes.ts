/** Runs the shared scripts of this folder in each runtime. */
import type { Browser } from "playwright-core";
import { callInPage } from "../support/chromium.js";
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
  async function onPage<Result>(name: string, input?: string): Promise<Result> {
    const server = await serve(BUILT, REPOSITORY);
    const page = await browser.newPage();
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    try {
      await page.goto(`${server.origin}/blank.html`);
      const result = await callInPage<Result>(page, "/tests/runtimes/page.js", name, input);
      if (said.length > 0) throw new Error(`the page said: ${said.join("\n")}`);
      return result;
    } finally {
      await page.close();
      await server.close();
    }
  }
  return { digest: (lines) => onPage("schedule", lines), drill: () => onPage(DRILL) };
}
