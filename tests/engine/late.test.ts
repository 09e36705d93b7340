/**
 * What the entries do when they are imported: nothing that takes time. A regular expression costs Deno up to a
 * quarter of a millisecond, and so do coders of texts, formatters of dates, one character beyond ASCII, and a long last
 * line; being ready may take it two and a half. Every class and function at the top costs a few microseconds, so most
 * of them are inside a few functions that are called later (`ts/build/late.ts`); what creating an engine calls is compiled
 * at once (`ts/build/at-once.ts`).
 */
import { readFileSync } from "node:fs";
import { parseAst } from "rolldown/parseAst";
import { describe, expect, test } from "vitest";
import { AT_ONCE } from "../../ts/build/at-once.js";
import { REPOSITORY } from "../support/paths.js";

type Node = {
  type: string;
  start: number;
  end: number;
  regex?: unknown;
  callee?: { name?: string; object?: { name?: string } };
};

/** The nodes that run when the module is imported: functions are not entered. */
function* atTopLevel(node: unknown): Generator<Node> {
  if (Array.isArray(node)) {
    for (const item of node) yield* atTopLevel(item);
  } else if (typeof node === "object" && node !== null) {
    const { type } = node as Node;
    if (typeof type === "string") yield node as Node;
    if (/Function|^MethodDefinition$|^PropertyDefinition$/.test(type ?? "")) return;
    for (const child of Object.values(node)) yield* atTopLevel(child);
  }
}

const DEAR = new Set(["TextDecoder", "TextEncoder", "Intl", "RegExp"]);

/** In how many functions the most is (`ts/build/bundle.ts`). */
const PARTS = 4;
/** Bytes and numbers at the top of an entry, some tenth more than there are. */
const MOST = { bytes: 24_500, functions: 170, classes: 17 };

// The parser does not know Deno's import of a source.
const textOf = (entry: string): string =>
  readFileSync(`${REPOSITORY}dist/engine/${entry}.js`, "utf8").replace("import source", "import");

describe.each(["node", "browser", "deno"])("the entry %s", (entry) => {
  const code = textOf(entry);
  const nodes = [...atTopLevel(parseAst(code))];

  test("makes nothing dear when it is imported", () => {
    expect(code).not.toMatch(/[^\0-\x7f]/);
    expect(code.trimEnd().split("\n").at(-1)?.length).toBeLessThan(1_000);
    expect(nodes.length).toBeGreaterThan(100);
    expect(nodes.filter(({ regex }) => regex !== undefined)).toEqual([]);
    const made = nodes.filter(({ type }) => type === "NewExpression");
    expect(made.filter(({ callee }) => DEAR.has(callee?.name ?? callee?.object?.name ?? ""))).toEqual([]);
  });

  test("makes little, and leaves the most to a few functions", () => {
    const functions = nodes.filter(({ type }) => /Function|^MethodDefinition$/.test(type));
    const sizes = functions.map(({ start, end }) => end - start);
    const parts = sizes.toSorted((a, b) => b - a).slice(0, PARTS);
    expect(code.length - parts.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST.bytes);
    // Each of them is worth being put off.
    expect(Math.min(...parts)).toBeGreaterThan(2_500);
    expect(functions.length).toBeLessThan(MOST.functions);
    expect(nodes.filter(({ type }) => /^Class(Expression|Declaration)$/.test(type)).length).toBeLessThan(MOST.classes);
  });

  test("has what creating an engine calls compiled at once", () => {
    const inParentheses = code.match(/[=:(]\((async )?function\b/g) ?? [];
    expect(inParentheses.length).toBeGreaterThanOrEqual(AT_ONCE.length);
  });
});
