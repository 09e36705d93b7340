/** Works atoms out on the database: where is each of them true? */
import type { Value } from "../session/index.js";
import type { Atom } from "./atoms.js";
import { type Composed, Composer } from "./compose.js";
import { RankSet } from "./rank-set.js";
import { quoteName } from "./render.js";
import { Answers } from "./transpose.js";
import type { Filter } from "./tree.js";

/** The resources as filters see them. */
export interface Selectable {
  /** The columns by their exact names. */
  readonly columns: { get(name: string): { readonly alike: boolean } | undefined };
  /** Id to rank; the ranks are those from 0 to below their number. */
  readonly rankOf: ReadonlyMap<number, number>;
}

/** An atom to work out. */
export interface AtomTask {
  readonly atom: Atom;
  /** The columns in whose values it differs, as SQL; `null`: each resource is looked at. One for a whole statement. */
  readonly by: string | null;
  readonly parameters: number;
}

/** Bounds of a statement. PostgreSQL takes 65,535 parameters. */
const BATCH = { atoms: 512, parameters: 30_000 };
/** With fewer atoms of the same columns it is cheaper to look at each resource. */
const WORTH_GROUPING = 32;

/**
 * Parts atoms among statements: those of the same columns together, the quick ones first, and those that may fail by
 * themselves.
 */
export function batchesOf(atoms: Iterable<Atom>, { columns }: Selectable): AtomTask[][] {
  const lists = new Map<string | null, Atom[]>();
  const add = (by: string | null, atom: Atom): void => {
    const list = lists.get(by);
    if (list === undefined) lists.set(by, [atom]);
    else list.push(atom);
  };
  for (const atom of atoms) {
    const names = [...atom.filter.columns].sort();
    const alike = names.length > 0 && names.every((name) => columns.get(name)?.alike);
    add(alike ? names.map((name) => `resources.${quoteName(name)}`).join(", ") : null, atom);
  }
  for (const [by, list] of [...lists]) {
    if (by === null || list.length >= WORTH_GROUPING) continue;
    lists.delete(by);
    for (const atom of list) add(null, atom);
  }
  return [...lists].flatMap(([by, list]) => {
    const tasks = list.sort((a, b) => a.weight - b.weight).map((atom) => ({ atom, by, parameters: atom.parameters }));
    return [false, true].flatMap((fragile) => parts(tasks.filter(({ atom }) => atom.fragile === fragile)));
  });
}

/** Cuts a list into pieces that one statement can hold. */
export function parts<Item extends { readonly parameters: number }>(items: readonly Item[]): Item[][] {
  const pieces: Item[][] = [];
  let parameters = 0;
  for (const item of items) {
    const last = pieces.at(-1);
    if (last === undefined || last.length === BATCH.atoms || parameters + item.parameters > BATCH.parameters) {
      pieces.push([item]);
      parameters = item.parameters;
    } else {
      last.push(item);
      parameters += item.parameters;
    }
  }
  return pieces;
}

/**
 * Atoms in one statement. Each is worked out by itself, for each resource or for each combination of the values that it
 * looks at. PostgreSQL says where it is true; 32 answers come as the bits of an integer.
 */
export function composeAtoms(tasks: readonly AtomTask[], rankOf: Selectable["rankOf"]): Composed<RankSet> {
  const by = tasks[0]?.by ?? null;
  const ids = by === null ? "resource_id::text" : "string_agg(resource_id::text, ' ')";
  const composer = new Composer(
    `SELECT string_agg(ids, ',') AS ids, encode(string_agg(words, ''), 'hex') AS words
     FROM (SELECT ${ids} AS ids, int4send(`,
  );
  for (const [index, { atom }] of tasks.entries()) {
    if (index > 0) composer.write(index % 32 === 0 ? ") || int4send(" : " | ");
    composer.condition("CASE WHEN ", atom.filter, ` THEN ${1 << (index % 32)} ELSE 0 END`);
  }
  composer.write(`) AS words FROM resources${by === null ? "" : ` GROUP BY ${by}`}) AS answers`);
  const width = Math.ceil(tasks.length / 32);
  return composer.composed(([row]) => {
    const answers = new Answers(rankOf.size, tasks.length);
    if (typeof row?.ids === "string") {
      const bits = Buffer.from(String(row.words), "hex");
      const all = Uint32Array.from({ length: bits.length / 4 }, (_, index) => bits.readUInt32BE(index * 4));
      for (const [index, ids] of row.ids.split(",").entries()) {
        const own = all.subarray(index * width, (index + 1) * width);
        for (const rank of ranksOf(ids, rankOf)) answers.set(rank, own);
      }
    }
    return answers.sets(tasks.length);
  });
}

/**
 * Filters as they stand, in one statement. Each has a WHERE of its own, where PostgreSQL arranges conditions as it does
 * for the text: which of two is worked out first decides whether a division by zero is met.
 */
export function composeFilters(
  tasks: readonly { readonly filter: Filter }[],
  rankOf: Selectable["rankOf"],
): Composed<RankSet> {
  const composer = new Composer("SELECT ");
  for (const [index, { filter }] of tasks.entries()) {
    if (index > 0) composer.write(", ");
    composer.condition("(SELECT string_agg(resource_id::text, ' ') FROM resources WHERE ", filter, `) AS f${index}`);
  }
  return composer.composed(([row]) =>
    tasks.map((_, index) => RankSet.of(rankOf.size, ranksOf(row?.[`f${index}`], rankOf))),
  );
}

/** The ranks of ids with blanks between them; what is not known is left out. */
export function ranksOf(ids: Value | undefined, rankOf: Selectable["rankOf"]): number[] {
  if (typeof ids !== "string") return [];
  return ids.split(" ").flatMap((id) => rankOf.get(Number(id)) ?? []);
}
