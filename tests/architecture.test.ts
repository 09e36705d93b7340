/** The rules of the house: floors, walls, sizes, and what is not written down anywhere. */
import { execFileSync } from "node:child_process";
import { homedir } from "node:os";
import { posix } from "node:path";
import { expect, test } from "vitest";
import { importsOf, withoutComments } from "./support/imports.js";
import { REPOSITORY } from "./support/paths.js";
import { gitMissing, readRepositoryFile, repositoryFiles } from "./support/repository.js";
import { describeUnless } from "./support/skip.js";

/** Floor of each room; a file may import from its own room and from floors below it. */
const FLOORS: Record<string, number> = {
  "ts/build": 7,
  "ts/cli": 6,
  "ts/web": 6,
  "ts/deno": 6,
  "ts/metascheduler": 5,
  "ts/simulator": 5,
  "ts/database": 4,
  "ts/engine": 3,
  "ts/model": 2,
  pkg: 1,
  "core-rs": 0,
};

/** What a browser or Deno loads: these files and everything they import. */
const BROWSER_ENTRIES = ["ts/engine/browser.ts", "ts/engine/deno.js", "ts/engine/drill.ts"];

const TOP_LEVEL = new Set([
  "core-rs",
  "pkg",
  "ts",
  "tests",
  "wasm-pack.toml",
  "package.json",
  "tsconfig.json",
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
  "package-lock.json",
]);

const LONGEST = 300;

/** Files that may be longer than {@link LONGEST} lines, and why. */
const LONG_FILES: Record<string, string> = {};

const SOURCE = /\.(ts|js|mjs|rs)$/;
const TEXT = /\.(ts|js|mjs|rs|json|toml|md|yml|yaml|css|html|svg|txt|jsonl|swf|lock)$|^\.[^/]+$/;

const files = gitMissing === null ? repositoryFiles() : [];
const texts = new Map<string, string>();

/** Text of a file, read once. */
function textOf(file: string): string {
  let text = texts.get(file);
  if (text === undefined) {
    text = readRepositoryFile(file);
    texts.set(file, text);
  }
  return text;
}

/** The room a file is in: `ts/engine/x.ts` is in `ts/engine`. */
function roomOf(file: string): string {
  const [top = "", second = ""] = file.split("/");
  return top === "ts" ? `ts/${second}` : top;
}

/** The file a relative specifier means, `.js` read as the `.ts` it is made of; a package or `node:` as it is. */
function resolveImport(from: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  const target = posix.join(posix.dirname(from), specifier);
  const source = target.replace(/\.js$/, ".ts");
  return files.includes(source) ? source : target;
}

/** An import of values: the names, those of types with `type` before them, and where they come from. */
const NAMED_IMPORT = /\bimport\s*\{([^}]*)\}\s*from\s*"([^"]+)"/g;

const isCode = (file: string): boolean => /\.(ts|js|mjs)$/.test(file) && !file.endsWith(".d.ts");
const isTest = (file: string): boolean => file.endsWith(".test.ts");
const codeOf = (room: string): string[] => files.filter((f) => f.startsWith(`${room}/`) && isCode(f) && !isTest(f));

/** `[file, what it imports]` of a room's code. */
function importsOfRoom(room: string): [file: string, target: string][] {
  return codeOf(room).flatMap((file) =>
    importsOf(textOf(file)).map((specifier): [string, string] => [file, resolveImport(file, specifier)]),
  );
}

/** A file and everything it imports, whatever way. */
function reachableFrom(entries: string[]): string[] {
  const seen = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    if (file.startsWith("ts/") && isCode(file)) {
      for (const specifier of importsOf(textOf(file))) open.push(resolveImport(file, specifier));
    }
  }
  return [...seen].sort();
}

describeUnless(gitMissing, "architecture", () => {
  test("every folder of ts/ is a room of the plan", () => {
    const rooms = new Set(files.filter((file) => file.startsWith("ts/")).map(roomOf));
    expect([...rooms].filter((room) => room !== "ts/docs" && FLOORS[room] === undefined)).toEqual([]);
  });

  test("imports only go down", () => {
    const wrong: string[] = [];
    for (const [room, floor] of Object.entries(FLOORS)) {
      for (const [file, target] of importsOfRoom(room)) {
        const below = FLOORS[roomOf(target)];
        if (below === undefined || roomOf(target) === room) continue;
        if (below >= floor) wrong.push(`${file} imports ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("what is imported exists", () => {
    const known = new Set(files);
    const missing = Object.keys(FLOORS)
      .flatMap(importsOfRoom)
      .filter(([, target]) => target.startsWith("ts/") && !known.has(target));
    expect(missing).toEqual([]);
  });

  test("nothing that ships imports the build scripts or the tests", () => {
    const shipped = Object.keys(FLOORS).filter((room) => room !== "ts/build" && room.startsWith("ts/"));
    const wrong = shipped.flatMap(importsOfRoom).filter(([, target]) => /^(ts\/build|tests)\//.test(target));
    expect(wrong).toEqual([]);
  });

  test("ts/model imports nothing outside its room", () => {
    expect(importsOfRoom("ts/model").filter(([, target]) => roomOf(target) !== "ts/model")).toEqual([]);
    expect(codeOf("ts/model").length).toBeGreaterThan(0);
  });

  test("ts/engine imports no package, and of Node only in Node's entry", () => {
    const outside = importsOfRoom("ts/engine").filter(([, target]) => !/^(ts|pkg)\//.test(target));
    expect(outside.filter(([file, target]) => file !== "ts/engine/node.ts" || !target.startsWith("node:"))).toEqual([]);
    expect(codeOf("ts/engine")).toEqual(expect.arrayContaining([...BROWSER_ENTRIES, "ts/engine/node.ts"]));
  });

  test("rooms above the engine take classes of errors from its entry: the bundle of it has its own", () => {
    const wrong: string[] = [];
    for (const file of ["ts/database", "ts/metascheduler", "ts/simulator", "ts/cli"].flatMap(codeOf)) {
      for (const [, names = "", specifier = ""] of withoutComments(textOf(file)).matchAll(NAMED_IMPORT)) {
        const target = resolveImport(file, specifier);
        if (!/^ts\/(model|engine)\//.test(target) || target === "ts/engine/node.ts") continue;
        if (names.split(",").some((name) => /^\s*\w+Error\b/.test(name))) wrong.push(`${file} imports ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("what a browser loads imports no package and names nothing of Node's", () => {
    const loaded = reachableFrom(BROWSER_ENTRIES);
    expect(loaded.filter((file) => !/^(ts|pkg)\//.test(file))).toEqual([]);
    const nodeOnly = /\b(?:process\.|Buffer\b|__dirname\b|__filename\b|setImmediate\b|require\s*\()/;
    const ours = loaded.filter((file) => file.startsWith("ts/"));
    expect(ours.filter((file) => nodeOnly.test(withoutComments(textOf(file))))).toEqual([]);
  });

  test("the core asks nothing of the world: no file, clock, environment or random number", () => {
    const world =
      /\bstd::(?:fs|env|net|process|thread|time)\b|\bSystemTime\b|\bInstant::now\b|\bgetrandom\b|\bprintln!/;
    const core = files.filter((file) => file.startsWith("core-rs/src/") && file.endsWith(".rs"));
    expect(core.length).toBeGreaterThan(0);
    expect(core.filter((file) => world.test(withoutComments(textOf(file))))).toEqual([]);
  });

  test("of the core only wasm/ knows JavaScript", () => {
    const core = files.filter((file) => /^core-rs\/src\/(?!wasm\/).*\.rs$/.test(file));
    const javascript = /\b(?:wasm_bindgen|js_sys|web_sys|serde_wasm_bindgen)\b/;
    expect(core.filter((file) => javascript.test(withoutComments(textOf(file))))).toEqual([]);
  });

  test("the library never prints", () => {
    const library = ["ts/model", "ts/engine", "ts/database", "ts/metascheduler", "ts/simulator"].flatMap(codeOf);
    expect(library.filter((file) => /\bconsole\s*[.[]/.test(withoutComments(textOf(file))))).toEqual([]);
  });

  test(`source files have fewer than ${LONGEST} lines`, () => {
    const long = files
      .filter((file) => SOURCE.test(file) && !file.startsWith("pkg/"))
      .filter((file) => textOf(file).trimEnd().split("\n").length >= LONGEST);
    expect(long).toEqual(Object.keys(LONG_FILES));
  });

  test("the index of every room, and every module of the core, begins with a comment that says what it is for", () => {
    const indices = files.filter((file) => /^ts\/.*\/index\.ts$/.test(file));
    const modules = files.filter((file) => /^core-rs\/.*\.rs$/.test(file));
    expect(indices.length).toBeGreaterThan(0);
    expect(indices.filter((file) => !textOf(file).startsWith("/**"))).toEqual([]);
    expect(modules.filter((file) => !textOf(file).startsWith("//!"))).toEqual([]);
  });

  test("the top level holds what the plan lists, and dotfiles", () => {
    const entries = new Set(files.map((file) => file.split("/")[0] as string));
    expect([...entries].filter((entry) => !TOP_LEVEL.has(entry) && !entry.startsWith("."))).toEqual([]);
  });

  test("no file names a path of this machine", () => {
    const folders = ["work", "tmp", "root"].map((name) => `/${name}/`);
    for (const folder of [homedir(), posix.dirname(REPOSITORY.slice(0, -1))]) {
      if (folder !== "/") folders.push(`${folder}/`);
    }
    const path = new RegExp(`(?<![\\w.~)\\]}*/$-])(?:${folders.join("|")})[\\w.@-]`);
    expect(files.filter((file) => TEXT.test(file) && path.test(textOf(file)))).toEqual([]);
    const modules = files.filter((file) => file.endsWith(".wasm"));
    expect(modules.filter((file) => folders.some((folder) => textOf(file).includes(folder)))).toEqual([]);
  });

  test("no file names the host of a registry or a proxy", () => {
    const hosts = new Set<string>();
    const addresses = [execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8", stdio: "pipe" }).trim()];
    for (const [name, value] of Object.entries(process.env)) {
      if (/registry|index_url|proxy/i.test(name) && value !== undefined) addresses.push(value);
    }
    for (const address of addresses) {
      const url = URL.canParse(address.replace("sparse+", "")) ? new URL(address.replace("sparse+", "")) : null;
      if (url?.hostname.includes(".")) hosts.add(url.hostname);
    }
    const naming = files.filter((file) => TEXT.test(file) && [...hosts].some((host) => textOf(file).includes(host)));
    expect(naming).toEqual([]);
    expect(textOf("package-lock.json")).not.toContain('"resolved"');
  });
});
