/**
 * What the entries do when they are imported: nothing that takes time. A regular expression costs Deno up to a
 * quarter of a millisecond, and so do coders of texts, formatters of dates, and one character beyond ASCII; being ready
 * may take it two and a half.
 */
import { readFileSync } from "node:fs";
import { parseAst } from "rolldown/parseAst";
import { expect, test } from "vitest";
import { REPOSITORY } from "../support/paths.js";

type Node = { type: string; regex?: unknown; callee?: { name?: string; object?: { name?: string } } };

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

test.each(["node", "browser", "deno"])("the entry %s makes nothing dear when it is imported", (entry) => {
  // The parser does not know Deno's import of a source.
  const code = readFileSync(`${REPOSITORY}dist/engine/${entry}.js`, "utf8").replace("import source", "import");
  expect(code).not.toMatch(/[^\0-\x7f]/);
  const nodes = [...atTopLevel(parseAst(code))];
  expect(nodes.length).toBeGreaterThan(100);
  expect(nodes.filter(({ regex }) => regex !== undefined)).toEqual([]);
  const made = nodes.filter(({ type }) => type === "NewExpression");
  expect(made.filter(({ callee }) => DEAR.has(callee?.name ?? callee?.object?.name ?? ""))).toEqual([]);
});
