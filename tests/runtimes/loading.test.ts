/** Loading the module in Chromium: once, and again when it failed. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callInPage, chromiumMissing, launchChromium } from "../support/chromium.js";
import { BUILT, REPOSITORY } from "../support/paths.js";
import { type StaticServer, serve } from "../support/server.js";
import { describeUnless } from "../support/skip.js";

describeUnless(await chromiumMissing(), "Chromium", () => {
  let browser: Browser;
  let server: StaticServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([launchChromium(), serve(BUILT, REPOSITORY)]);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** Opens an empty page; `requests` counts those for the module, `said` is what it writes to its console. */
  async function open(): Promise<{ page: Page; requests: () => number; said: string[] }> {
    const page = await browser.newPage();
    let count = 0;
    const said: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith(".wasm")) count += 1;
    });
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("console", (message) => said.push(message.text()));
    await page.goto(`${server.origin}/blank.html`);
    return { page, requests: () => count, said };
  }

  /** Asks a page for `count` engines at the same time, and tells for each that it is there, or its error. */
  const attempt = (page: Page, count: number) =>
    callInPage<unknown[]>(page, "/tests/runtimes/page.js", "attempts", count);

  const LOAD_ERROR = ["EngineLoadError", expect.any(String), true];

  test("the module is fetched once, whoever asks, and at the same time too", async () => {
    const { page, requests, said } = await open();
    expect(await attempt(page, 3)).toEqual(["an engine", "an engine", "an engine"]);
    expect(await attempt(page, 1)).toEqual(["an engine"]);
    expect(requests()).toBe(1);
    expect(said).toEqual([]);
    await page.close();
  });

  test("a fetch that fails is an EngineLoadError, and the next one works", async () => {
    const { page, requests } = await open();
    await page.route("**/*.wasm", (route) => route.abort(), { times: 1 });
    expect(await attempt(page, 1)).toEqual([LOAD_ERROR]);
    expect(await attempt(page, 1)).toEqual(["an engine"]);
    expect(requests()).toBe(2);
    await page.close();
  });

  test.each([404, 500])("so is an answer of %i", async (status) => {
    const { page } = await open();
    await page.route("**/*.wasm", (route) => route.fulfill({ status, body: "no" }), { times: 1 });
    expect(await attempt(page, 2)).toEqual([LOAD_ERROR, LOAD_ERROR]);
    expect(await attempt(page, 1)).toEqual(["an engine"]);
    await page.close();
  });

  test("a page instead of the module is an EngineLoadError", async () => {
    const { page, said } = await open();
    const body = "<!doctype html>";
    await page.route("**/*.wasm", (route) => route.fulfill({ contentType: "text/html", body }), { times: 1 });
    expect(await attempt(page, 1)).toEqual([LOAD_ERROR]);
    expect(await attempt(page, 1)).toEqual(["an engine"]);
    expect(said).toEqual([]);
    await page.close();
  });

  test("a server that does not know the type of the module does no harm, and nothing is said about it", async () => {
    const { page, said } = await open();
    await page.route("**/*.wasm", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, contentType: "application/octet-stream" });
    });
    expect(await attempt(page, 1)).toEqual(["an engine"]);
    expect(said).toEqual([]);
    await page.close();
  });
});
