/** Headless Chromium, as npm's `@sparticuz/chromium` brings it, driven by playwright-core. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import bundle from "@sparticuz/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import { REPOSITORY } from "./paths.js";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-default-browser-check",
  "--no-first-run",
  "--no-pings",
  // Without a crash reporter this build has nobody who turns a wrong access of a module into an error: the page would die.
  "--js-flags=--wasm-enforce-bounds-checks",
];

/**
 * The program, unpacked once for each version. It is unpacked beside its place and renamed, so that a
 * run that is cut short leaves no half of it.
 */
async function unpacked(): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const { version } = JSON.parse(readFileSync(join(manifest, "../../package.json"), "utf8"));
  const cache = join(REPOSITORY, ".cache");
  const place = join(cache, `chromium-${version}`);
  if (existsSync(place)) return join(place, "chromium");
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, "chromium-"));
  const { TMPDIR } = process.env;
  process.env.TMPDIR = draft;
  try {
    await bundle.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  try {
    renameSync(draft, place);
  } catch (error) {
    // Another process was faster.
    if (!existsSync(place)) throw error;
    rmSync(draft, { recursive: true });
  }
  return join(place, "chromium");
}

/** Starts a browser; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await unpacked(), headless: true, args: FLAGS });
}

let verdict: Promise<string | null> | undefined;

/** Why Chromium cannot run here, or `null`. */
export function chromiumMissing(): Promise<string | null> {
  verdict ??= launchChromium().then(
    async (browser) => {
      await browser.close();
      return null;
    },
    (error: Error) => `Chromium does not start: ${error.message.split("\n")[0]}`,
  );
  return verdict;
}

type Call = (args: unknown[]) => Promise<unknown>;

// Made of texts, since the compiler of the tests would replace `import` in a function by its own.
const CALL = new Function("[url, name, input]", "return import(url).then((all) => all[name](input))") as Call;

/** Calls a function that the module at `path` of the page's own server exports, and awaits what it gives. */
export async function callInPage<Result>(page: Page, path: string, name: string, input?: unknown): Promise<Result> {
  const args: unknown[] = [new URL(path, page.url()).href, name, input];
  return (await page.evaluate<unknown, unknown[]>(CALL, args)) as Result;
}
