/**
 * Compiles with the bundle what is called before an engine is ready. V8 only skims a function that it meets, and reads
 * it again to compile it when it is called; but one in parentheses it compiles at once, since such a one mostly is
 * called at once. Deno keeps what was compiled at once from run to run, and is ready an eighth of a millisecond sooner.
 */
import type { Plugin } from "rolldown";
import { parseAst } from "rolldown/parseAst";

/** What creating an engine always calls. */
export const AT_ONCE = [
  "facade",
  "createEngine",
  "open",
  "load",
  "initSync",
  "__wbg_get_imports",
  "__wbindgen_init_externref_table",
  "__wbg_finalize_init",
  "checkHooks",
];

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly id?: { readonly name: string };
  readonly key?: { readonly name: string };
  readonly value?: Node;
}

/** The functions of a program, with their names, that are not inside others, but for those inside named ones. */
function* functionsIn(node: unknown, names: ReadonlySet<string>): Generator<{ name: string; node: Node }> {
  if (typeof node !== "object" || node === null) return;
  const { type, id, key, value } = node as Node;
  const isProperty = type === "Property" && value?.type === "FunctionExpression";
  const found = type === "FunctionDeclaration" ? (node as Node) : isProperty ? value : undefined;
  const name = id?.name ?? key?.name ?? "";
  if (found !== undefined && names.has(name)) yield { name, node: found };
  else if (/Function|^MethodDefinition$/.test(type ?? "")) return;
  for (const child of Object.values(found ?? node)) yield* functionsIn(child, names);
}

/**
 * Puts the functions of these names in parentheses: declared ones at the top of the bundle, and declared ones and
 * properties inside of them. Those declared are no longer there before their declaration.
 *
 * @throws Error a name has no function
 */
export function inParentheses(code: string, names: readonly string[]): string {
  const missing = new Set(names);
  const edits: [at: number, text: string][] = [];
  for (const { name, node } of functionsIn(parseAst(code).body, new Set(names))) {
    missing.delete(name);
    const isDeclared = node.type === "FunctionDeclaration";
    edits.push([node.start, isDeclared ? `const ${name} = (` : "("], [node.end, isDeclared ? ");" : ")"]);
  }
  if (missing.size > 0) throw new Error(`the bundle has no functions ${[...missing].join(", ")}`);
  edits.sort(([one], [other]) => other - one);
  return edits.reduce((text, [at, edit]) => text.slice(0, at) + edit + text.slice(at), code);
}

/** The plugin: {@link AT_ONCE} in parentheses. */
export const atOnce: Plugin = { name: "at-once", renderChunk: (code) => inParentheses(code, AT_ONCE) };
