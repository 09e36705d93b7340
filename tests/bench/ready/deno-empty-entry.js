/** The empty module as Deno loads one without any permission. */

import { initSync, nothing } from "../../fixtures/empty-module/pkg/empty_module.js";
import source module from "../../fixtures/empty-module/pkg/empty_module_bg.wasm";

export function ready() {
  initSync({ module });
  nothing();
}
