import { runInThisContext } from "node:vm";
import { expect, test } from "vitest";
import { inParentheses } from "./at-once.js";

test("named functions stand in parentheses, and do what they did", () => {
  const code = `
    function outer(x) {
      async function inner() { return table.init() + x; }
      const table = { init: function() { return 40; }, other: function() { return 0; } };
      return inner();
    }
    function untouched() { function inner() { return 1; } return inner(); }
    outer(untouched() + 1)`;
  const made = inParentheses(code, ["outer", "inner", "init"]);
  expect(made).toContain("const outer = (function outer(x) {");
  expect(made).toContain("const inner = (async function inner() { return table.init() + x; });");
  expect(made).toContain("init: (function() { return 40; }), other: function()");
  expect(made).toContain("function untouched() { function inner() { return 1; } return inner(); }");
  return expect(runInThisContext(made)).resolves.toBe(42);
});

test("a name without a function is an error: then the bundle has changed", () => {
  expect(() => inParentheses("function here() {}", ["here", "gone"])).toThrow("no functions gone");
});
