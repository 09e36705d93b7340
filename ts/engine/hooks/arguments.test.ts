import { expect, test } from "vitest";
import { askedHook, parseArguments } from "./arguments.js";

/** MX-04 of the semantics' appendix, and what its rules say of other texts. */
test.each([
  ["func_find:ip=127.0.0.1:port=13950", "func_find", [], { ip: "127.0.0.1", port: "13950" }],
  [
    "assign_remote:password=passwith==:False:True:=:==",
    "assign_remote",
    ["False", "True", "=", "=="],
    { password: "passwith==" },
  ],
  ["pack", "pack", [], {}],
  ["", "", [], {}],
  [":a", "", ["a"], {}],
  ["f:", "f", [""], {}],
  ["f::=v:k=", "f", ["", "=v"], { k: "" }],
  ["f:k=1:k=2", "f", [], { k: "2" }],
  ["f:toString", "f", ["toString"], {}],
])("arguments %j", (text, name, positional, named) => {
  expect(parseArguments(text)).toEqual({ name, positional, named });
});

test("names mean nothing but themselves, and nothing can be changed", () => {
  const args = parseArguments("f:__proto__=a:x");
  expect(Object.entries(args.named)).toEqual([["__proto__", "a"]]);
  expect(args.named.constructor).toBeUndefined();
  for (const part of [args, args.positional, args.named]) expect(Object.isFrozen(part)).toBe(true);
});

test.each([
  [["find=a"], "find", "a"],
  [["find"], "find", ""],
  [["find="], "find", ""],
  [["deploy", "finder=x", "find=a:1", "find=b"], "find", "a"],
  [["find=a", "assign=b", "assign=c"], "assign", "b"],
  [["assign"], "assign", ""],
  [["find=assign=x"], "find", "assign=x"],
])("of %j the hook is %s %j", (types, kind, name) => {
  expect(askedHook(types)).toMatchObject({ kind, args: { name } });
});
