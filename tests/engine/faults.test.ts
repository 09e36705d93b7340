/** Every fault of the module has an error class, and only faults do. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type * as Errors from "../../dist/engine/errors.js";
import type * as Model from "../../dist/model/index.js";
import type * as Core from "../../pkg/oar_scheduler_redox.js";
import { BUILT } from "../support/paths.js";

const built = (file: string): string => pathToFileURL(BUILT + file).href;

test("the facade knows the codes that the module throws, no more and no fewer", async () => {
  const core: typeof Core = await import(/* @vite-ignore */ built("pkg/oar_scheduler_redox.js"));
  core.initSync({ module: readFileSync(`${BUILT}pkg/oar_scheduler_redox_bg.wasm`) });
  const model: typeof Model = await import(/* @vite-ignore */ built("dist/model/index.js"));
  const errors: typeof Errors = await import(/* @vite-ignore */ built("dist/engine/errors.js"));
  expect(core.faultCodes().length).toBeGreaterThan(0);
  expect([...errors.FAULT_CODES].sort()).toEqual([...core.faultCodes()].sort());
  for (const code of core.faultCodes()) {
    const fault = { code, message: "message" } as Errors.Fault;
    expect(errors.isFault(fault)).toBe(true);
    expect(errors.errorOf(fault)).toBeInstanceOf(model.RedoxError);
  }
});

test("what is no fault is a crash", async () => {
  const errors: typeof Errors = await import(/* @vite-ignore */ built("dist/engine/errors.js"));
  const coded = Object.assign(new Error("no"), { code: "bad_columns" });
  for (const thrown of [undefined, null, 1, "bad_columns", {}, { code: "toString" }, { code: null }, coded]) {
    expect(errors.isFault(thrown)).toBe(false);
  }
});
