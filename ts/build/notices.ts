/** The licence notices of everything that is inside the module: the crates linked into it and Rust's standard library. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the notices are called in the folder of a build. */
export const NOTICES_FILE = "THIRD_PARTY_NOTICES.md";

/** The part of a package in `cargo metadata` that is used here. */
export interface CargoPackage {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly license: string | null;
  readonly repository: string | null;
  /** null for crates of this repository. */
  readonly source: string | null;
  readonly manifest_path: string;
  readonly targets: readonly { readonly kind: readonly string[] }[];
}

/** The part of `cargo metadata --format-version 1` that is used here. */
export interface CargoMetadata {
  readonly packages: readonly CargoPackage[];
  readonly resolve: {
    readonly root: string | null;
    readonly nodes: readonly {
      readonly id: string;
      readonly deps: readonly {
        readonly pkg: string;
        readonly dep_kinds: readonly { readonly kind: string | null }[];
      }[];
    }[];
  };
}

/**
 * The crates whose code is in the module: what the root depends on, directly or not, in normal dependencies. Build
 * scripts and procedural macros run in the compiler and are left out. Sorted by name and version.
 */
export function bundledCrates(metadata: CargoMetadata): CargoPackage[] {
  const packages = new Map(metadata.packages.map((item) => [item.id, item]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const found = new Map<string, CargoPackage>();
  const open = [metadata.resolve.root ?? ""];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const dependency of nodes.get(id)?.deps ?? []) {
      const item = packages.get(dependency.pkg);
      const isNormal = dependency.dep_kinds.some(({ kind }) => kind === null);
      if (item === undefined || !isNormal || found.has(item.id)) continue;
      if (item.targets.some(({ kind }) => kind.includes("proc-macro"))) continue;
      found.set(item.id, item);
      open.push(item.id);
    }
  }
  const key = (item: CargoPackage) => `${item.name} ${item.version}`;
  return [...found.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * Chooses the licence files to reproduce. Where the crate may be used under MIT and has that text in a file of its own,
 * this file suffices; otherwise all are taken. Files named NOTICE or COPYRIGHT are always taken.
 */
export function chooseLicenceFiles(names: readonly string[], expression: string | null): string[] {
  const texts = names.filter((name) => /^(licen[cs]e|copying|unlicense)/i.test(name)).sort();
  const notices = names.filter((name) => /^(notice|copyright)/i.test(name)).sort();
  const mayUseMit = expression !== null && /\bMIT\b/.test(expression) && !/\bAND\b/.test(expression);
  const mit = texts.filter((name) => /mit/i.test(name));
  return [...(mayUseMit && mit.length > 0 ? mit : texts), ...notices];
}

function readText(path: string): string {
  return readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim();
}

function section(item: CargoPackage): string {
  const folder = dirname(item.manifest_path);
  const files = chooseLicenceFiles(readdirSync(folder), item.license);
  if (files.length === 0) throw new Error(`the crate ${item.name} ${item.version} brings no licence file to reproduce`);
  const facts = [
    `Licence: ${item.license ?? "see below"}.`,
    ...(item.repository ? [`Source: <${item.repository}>.`] : []),
  ];
  const texts = files.map((name) => `\`\`\`text\n${readText(join(folder, name))}\n\`\`\``);
  return [`## ${item.name} ${item.version}`, facts.join(" "), ...texts].join("\n\n");
}

/**
 * Writes the notices as Markdown. The same crates give the same text.
 *
 * @param stdNotices Markdown about Rust's standard library, appended as it is.
 * @throws Error that names the crate when one has no licence file.
 */
export function renderNotices(metadata: CargoMetadata, moduleFile: string, stdNotices: string): string {
  const intro =
    `# Third-party notices\n\n\`${moduleFile}\` contains code of the following crates and of Rust's standard library. ` +
    "Where a licence expression offers a choice, the text of the one that is used here follows.";
  return `${[intro, ...bundledCrates(metadata).map(section), stdNotices.trim()].join("\n\n")}\n`;
}
