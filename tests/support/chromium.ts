/** Headless Chromium, as npm's `@sparticuz/chromium` brings it, driven by playwright-core. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import bundle from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";
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
