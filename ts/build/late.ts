/**
 * Puts off what no engine needs before its first round. Whatever stands at the top of a bundle is made when the package
 * is imported, each class and each set of names, and takes Deno half a millisecond. So all that is reached through some
 * modules only becomes the body of one function, which is first called when one of their functions is. Until then it is
 * a text that V8 skims, and when it is called V8 skims all that is inside once more: so there are several such functions,
 * and what most rounds do not need is in others than what they do.
 */
import { type OutputChunk, type Plugin, rolldown } from "rolldown";
import { parseAst } from "rolldown/parseAst";

const LATE = "\0late";
const ALL = "\0all";

/** Imports name what the compiler makes. */
export const RESOLVE = { extensionAlias: { ".js": [".ts", ".js"] } };

async function bundled(input: string, plugins: Plugin[]): Promise<OutputChunk> {
  const build = await rolldown({ input, plugins, external: /^node:|\.wasm$/, resolve: RESOLVE, logLevel: "warn" });
  const { output } = await build.generate({ format: "esm" });
  await build.close();
  return output[0];
}

/** Leaves files out of a bundle, which imports them by their absolute paths. */
function leaveOut(isOut: (file: string) => boolean): Plugin {
  return {
    name: "leave-out",
    async resolveId(id, importer) {
      if (importer === undefined) return null;
      const found = await this.resolve(id, importer, { skipSelf: true });
      return found !== null && isOut(found.id) ? { id: found.id, external: "absolute" } : null;
    },
  };
}

/** Notes which files a bundle is made of. */
function noteFiles(files: Set<string>): Plugin {
  return { name: "note-files", moduleParsed: ({ id }) => void files.add(id) };
}

/** What all these files export, as one module. */
function allOf(files: readonly string[]): Plugin {
  const text = files.map((file) => `export * from ${JSON.stringify(file)};`).join("\n");
  return { name: "all-of", resolveId: (id) => (id === ALL ? id : null), load: (id) => (id === ALL ? text : null) };
}

/**
 * Makes a function of a bundle, and of each function that it exports one that calls it first. Its other exports are
 * gone: whoever imports one is told so when this is bundled.
 */
function functionOf(code: string): string {
  const imports: string[] = [];
  const body: string[] = [];
  const functions = new Set<string>();
  const exported: { name: string; local: string }[] = [];
  const textOf = ({ start, end }: { start: number; end: number }) => code.slice(start, end);
  for (const node of parseAst(code).body) {
    if (node.type === "ImportDeclaration") imports.push(textOf(node));
    else if (node.type !== "ExportNamedDeclaration") body.push(textOf(node));
    else for (const item of node.specifiers) exported.push({ name: textOf(item.exported), local: textOf(item.local) });
    if (node.type === "FunctionDeclaration" && node.id) functions.add(node.id.name);
  }
  const given = exported.filter(({ local }) => functions.has(local));
  return [
    ...imports,
    "const make = () => {",
    ...body,
    `return { ${given.map(({ name, local }) => `${name}: ${local}`).join(", ")} };`,
    "};",
    "let made;",
    ...given.map(({ name }) => `export const ${name} = (...values) => (made ??= make()).${name}(...values);`),
  ].join("\n");
}

/**
 * Puts off parts of the bundle of `entry`: each is some files, and what is reached through them only. What is not in a
 * part can use functions that its files export, and nothing else.
 *
 * @param parts files, none of which is reached through those of another part only
 * @param plugins how the bundle reads files
 * @throws Error two parts would have a file twice
 */
export async function putOff(entry: string, parts: readonly (readonly string[])[], plugins: Plugin[]): Promise<Plugin> {
  const partOf = (file: string) => parts.findIndex((files) => files.includes(file));
  const early = new Set<string>();
  await bundled(entry, [...plugins, leaveOut((file) => partOf(file) >= 0), noteFiles(early)]);
  const taken = new Set<string>();
  const codes: string[] = [];
  for (const [part, files] of parts.entries()) {
    const own = new Set<string>();
    const isOut = (file: string) => early.has(file) || (partOf(file) >= 0 && partOf(file) !== part);
    const { code } = await bundled(ALL, [...plugins, leaveOut(isOut), allOf(files), noteFiles(own)]);
    own.delete(ALL);
    const twice = [...own].filter((file) => taken.has(file));
    if (twice.length > 0) throw new Error(`two parts that are put off have ${twice.join(", ")}`);
    for (const file of own) taken.add(file);
    codes.push(functionOf(code));
  }
  return {
    name: "late",
    async resolveId(id, importer) {
      if (importer === undefined) return null;
      const found = await this.resolve(id, importer, { skipSelf: true });
      const part = found === null ? -1 : partOf(found.id);
      return part < 0 ? null : { id: LATE + part, moduleSideEffects: false };
    },
    load: (id) => (id.startsWith(LATE) ? (codes[Number(id.slice(LATE.length))] ?? null) : null),
  };
}
