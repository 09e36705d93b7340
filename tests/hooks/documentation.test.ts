/** The examples of the page on hooks, run as they stand there: they print what is shown below them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { HookErrorCode } from "../../ts/model/index.js";
import { codeBlocks } from "../support/markdown.js";
import { BUILT, REPOSITORY } from "../support/paths.js";
import { runWell } from "../support/run.js";

const page = readFileSync(`${REPOSITORY}ts/docs/hooks.md`, "utf8");
const blocks = codeBlocks(page);
const examples = blocks.flatMap(({ language, code }, at) => {
  const shown = blocks[at + 1];
  return language === "js" ? [{ code, shown: shown?.language === "text" ? shown.code : "nothing" }] : [];
});

test("there are three", () => {
  expect(examples).toHaveLength(3);
});

test.each(examples)("$shown", async ({ code, shown }) => {
  const folder = mkdtempSync(join(tmpdir(), "oar-redox-hooks-"));
  const entry = JSON.stringify(pathToFileURL(`${BUILT}dist/engine/node.js`).href);
  writeFileSync(join(folder, "main.mjs"), code.replace('"oar-scheduler-redox"', entry));
  try {
    expect(await runWell(process.execPath, ["main.mjs"], { cwd: folder })).toMatchObject({ stdout: shown, stderr: "" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("every code of an error is there, and no other", () => {
  const codes: Record<HookErrorCode, true> = {
    hook_unknown: true,
    hook_threw: true,
    hook_async: true,
    hook_bad_result: true,
    hook_not_offered: true,
    hook_no_such_moldable: true,
    hook_too_early: true,
    hook_out_of_range: true,
    hook_lost_job: true,
    hook_unknown_job: true,
    hook_repeated_job: true,
  };
  expect([...page.matchAll(/^\| `(hook_\w+)`/gm)].map(([, code]) => code)).toEqual(Object.keys(codes));
});
