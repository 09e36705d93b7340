import { expect, test } from "vitest";
import { importsOf, withoutComments } from "./imports.js";

test.each([
  ['import { a, type B } from "./a.js";', ["./a.js"]],
  ['import type { A } from "../model/index.js";', ["../model/index.js"]],
  ['import d, * as all from "node:fs";', ["node:fs"]],
  ['import source module from "../../pkg/x.wasm";', ["../../pkg/x.wasm"]],
  ['export * from "./b.js";\nexport { c } from "./c.js";', ["./b.js", "./c.js"]],
  ['import {\n  a,\n  b as c,\n} from "./long.js";', ["./long.js"]],
  ['import "./effect.js";', ["./effect.js"]],
  ['const m = await import("./late.js");', ["./late.js"]],
  ['const m = require("fs");', ["fs"]],
  ['import { a } from "./a.js";\nimport { b } from "./b.js";', ["./a.js", "./b.js"]],
  ['// import { a } from "./a.js";\n/* import "./b.js"; */', []],
  ['const text = "https://example.org"; import "./real.js";', ["./real.js"]],
  ["export const from = 1;", []],
])("%s", (source, expected) => {
  expect(importsOf(source).sort()).toEqual(expected);
});

test("comments are removed, texts that look like comments stay", () => {
  expect(withoutComments('a("//x"); // gone\nb("/* y */"); /* gone\ntoo */ c()')).toBe(
    'a("//x");  \nb("/* y */");   c()',
  );
});
