/**
 * `node dist/build/bundle.js [--out DIR] [--pkg DIR]`: makes each entry of the engine one file in DIR/engine
 * (`dist`), with the glue of the module in DIR (`pkg`) inside. The compiler leaves some twenty small files,
 * and finding these took most of the time until the package was ready. The module itself stays apart.
 */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Plugin, rolldown } from "rolldown";
import { atOnce } from "./at-once.js";
import { putOff, RESOLVE } from "./late.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const ENTRIES = ["node.ts", "browser.ts", "deno.js"];
const MODULE = "../../pkg/oar_scheduler_redox_bg.wasm";

/**
 * Not needed before the first round: what reads scenarios and asks hooks; and apart from that what only some rounds need,
 * quotas, reasons, and deciding step by step.
 */
const LATE = [
  ["encode/index.ts", "encode/reader.ts", "encode/steps.ts", "hooks/arguments.ts", "hooks/host.ts"],
  ["encode/quotas/index.ts"],
  ["explain/index.ts"],
  ["cycle/cycles.ts"],
];

/** The glue of the module in another folder than `pkg`. */
function glueIn(folder: string): Plugin {
  return {
    name: "glue",
    resolveId: (id) => (id.endsWith("/pkg/oar_scheduler_redox.js") ? resolve(folder, "oar_scheduler_redox.js") : null),
  };
}

/** Deno's import of a source, which the bundler does not know, is an ordinary one while it works. */
const sourceImport: Plugin = {
  name: "source-import",
  load: async (id) =>
    id.endsWith("/deno.js") ? (await readFile(id, "utf8")).replace("import source module", "import module") : null,
  renderChunk: (code) => code.replace(/^import (\w+) from (["'][^"']+\.wasm["'])/m, "import source $1 from $2"),
};

/**
 * The glue makes a decoder and an encoder of texts when it is imported and tries them out, which takes Deno a third
 * of a millisecond, more than a tenth of all that the package needs. In the bundle the first text makes them.
 */
const lateCoders: Plugin = {
  name: "late-coders",
  load: async (id) => {
    if (!id.endsWith("/oar_scheduler_redox.js")) return null;
    const glue = await readFile(id, "utf8");
    const eager = /^let cachedTextDecoder = (new TextDecoder\([^;]*\));\ncachedTextDecoder\.decode\(\);$/m;
    const encoder = /^const cachedTextEncoder = (new TextEncoder\(\));\n\nif [\s\S]*?\n}$/m;
    if (!eager.test(glue) || !encoder.test(glue)) {
      throw new Error("the glue of wasm-bindgen no longer makes its decoder and its encoder as it did");
    }
    return glue
      .replace(eager, "let cachedTextDecoder = { decode: (bytes) => (cachedTextDecoder = $1).decode(bytes) };")
      .replace(
        encoder,
        `let cachedTextEncoder = {
          encode: (text) => (cachedTextEncoder = $1).encode(text),
          encodeInto: (text, view) => (cachedTextEncoder = $1).encodeInto(text, view),
        };`,
      );
  },
};

/**
 * One character beyond ASCII makes V8 keep the whole text in two bytes a character, and Deno then takes a third of a
 * millisecond longer to import it. They stand in texts only, where an escape says the same.
 */
const asciiOnly: Plugin = {
  name: "ascii-only",
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type !== "chunk") continue;
      file.code = file.code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    }
  },
};

/**
 * Deno searches the last line of a file for the address of a source map, and slowly: for a fifth of a millisecond when
 * everything is on one line. The exports, which come last, have a line of their own.
 */
const shortLastLine: Plugin = {
  name: "short-last-line",
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type === "chunk") file.code = file.code.replace(/export\{[^{}]*\};?\s*$/, "\n$&");
    }
  },
};

async function bundle(entry: string, out: string, glue: string): Promise<void> {
  const file = (name: string) => resolve(root, "ts/engine", name);
  const reading = [glueIn(glue), lateCoders, sourceImport];
  const late = await putOff(
    file(entry),
    LATE.map((part) => part.map(file)),
    reading,
  );
  const build = await rolldown({
    input: file(entry),
    external: [/^node:/, MODULE],
    resolve: RESOLVE,
    plugins: [...reading, late, atOnce, asciiOnly, shortLastLine],
    logLevel: "warn",
  });
  await build.write({
    file: `${out}/engine/${entry.replace(/\.ts$/, ".js")}`,
    format: "esm",
    minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
  });
  await build.close();
}

const { values } = parseArgs({ options: { out: { type: "string" }, pkg: { type: "string" } } });
for (const entry of ENTRIES) {
  await bundle(entry, resolve(root, values.out ?? "dist"), resolve(root, values.pkg ?? "pkg"));
}
