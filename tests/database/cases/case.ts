/** Cases of a meta-scheduler: rows of a database, rounds, and what each round must leave behind. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { REPOSITORY } from "../../support/paths.js";

/** A value of a row. */
export type Cell = string | number | null;
/** A row by the names of its columns. */
export type CaseRow = Readonly<Record<string, Cell>>;
/** Tables with their rows. */
export type Rows = Readonly<Record<string, readonly CaseRow[]>>;

/** Something that somebody else does to the database before a round. */
export type Change =
  | { readonly table: string; readonly where: CaseRow; readonly set: CaseRow }
  | { readonly table: string; readonly insert: CaseRow };

/** A message that was delivered. `to` is `almighty`, `bipbip`, `greta` or `oarsub HOST:PORT`. */
export interface Sent {
  readonly to: string;
  readonly message: string | Readonly<Record<string, unknown>>;
}

/** One run of the meta-scheduler. Nothing that it had in memory survives. */
export interface CaseRound {
  /** The date for everything that it does, in epoch seconds. */
  readonly now: number;
  readonly change?: readonly Change[];
  /** Addresses of oarsub that refuse the connection. */
  readonly refuse?: readonly string[];
  readonly exitCode: number;
  readonly sent: readonly Sent[];
  readonly after: Rows;
}

/** A case. */
export interface Case {
  readonly name: string;
  readonly about: string;
  readonly now: number;
  readonly timeZone: string;
  readonly mode: "internal" | "external";
  /** Keys of `oar.conf` as texts. */
  readonly config: Readonly<Record<string, string>>;
  /** Content of the quota file. */
  readonly quotas?: unknown;
  /** Content of the multifactor file. */
  readonly priority?: unknown;
  /** Columns of the site, in their order. */
  readonly resourceColumns: readonly { readonly name: string; readonly type: string }[];
  readonly before: Rows;
  readonly rounds: readonly CaseRound[];
}

const WHOLE = join(REPOSITORY, "../shared/db-cases");
const COPY = fileURLToPath(new URL("cases.jsonl", import.meta.url));

/** All cases by name: those of `../shared/db-cases` beside the repository, else the copy in this folder. */
export function loadCases(): Case[] {
  if (!existsSync(WHOLE)) return readFileSync(COPY, "utf8").trimEnd().split("\n").map(parse);
  const files = readdirSync(WHOLE).filter((name) => name.endsWith(".json"));
  return files.sort().map((name) => parse(readFileSync(join(WHOLE, name), "utf8")));
}

const parse = (text: string): Case => JSON.parse(text);
