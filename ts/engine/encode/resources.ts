/** The resources of a site, checked and laid out in columns. */
import { InputError, LIMITS } from "../../model/index.js";
import type { RoundColumns } from "../columns.js";
import { Column } from "./column.js";
import type { Dictionary } from "./dictionary.js";
import { NATURAL, type Reader, SAFE } from "./reader.js";

const FIELDS: ReadonlySet<string> = new Set([
  "default",
  "usable",
  "hierarchy",
  "availableUpto",
  "nbDefaultNotDead",
  "nbDefault",
]);

/** The resources as columns, and what the keyword `ALL` of quotas may stand for (R12.4). */
export interface EncodedResources {
  columns: RoundColumns["resources"];
  /** `undefined`: the number of usable resources of type `default`. */
  nbDefaultNotDead: number | undefined;
  /** See {@link nbDefaultNotDead}. */
  nbDefault: number | undefined;
}

/** Reads `resources`. */
export function encodeResources(reader: Reader, value: unknown, dictionary: Dictionary): EncodedResources {
  const fields = reader.object(value, FIELDS, "resources");
  reader.path.push("resources");
  const inventory = dictionary.set(reader, fields.default, "default");
  const usable = fields.usable === undefined ? inventory : dictionary.set(reader, fields.usable, "usable");
  const count = (key: string) => (fields[key] === undefined ? undefined : reader.integer(fields[key], key, NATURAL));
  const [nbDefaultNotDead, nbDefault] = [count("nbDefaultNotDead"), count("nbDefault")];
  const columns = {
    usable: Uint32Array.of(usable),
    defaults: Uint32Array.of(inventory),
    ...encodeHierarchy(reader, fields.hierarchy, dictionary),
    ...encodeWithdrawals(reader, fields.availableUpto, dictionary),
  };
  reader.path.pop();
  return { columns, nbDefaultNotDead, nbDefault };
}

function encodeHierarchy(reader: Reader, value: unknown, dictionary: Dictionary) {
  const levels = Object.entries(reader.object(value, null, "hierarchy"));
  if (levels.length > LIMITS.levels) {
    reader.fail("too_large", `at most ${LIMITS.levels} levels`, levels.length, "hierarchy");
  }
  const levelNames: number[] = [];
  const levelEnds: number[] = [];
  const blocks = new Column();
  const splits = new Column();
  reader.path.push("hierarchy");
  for (const [name, value] of levels) {
    levelNames.push(dictionary.text(reader.name(name, name)));
    dictionary.addBlocks(reader, value, reader.open(value, name), { blocks, splits });
    reader.close();
    levelEnds.push(blocks.length);
  }
  reader.path.pop();
  return {
    levelNames: Uint32Array.from(levelNames),
    levelEnds: Uint32Array.from(levelEnds),
    blocks: blocks.naturals(),
    splits: splits.naturals(),
  };
}

function encodeWithdrawals(reader: Reader, value: unknown, dictionary: Dictionary) {
  const dates: number[] = [];
  const sets: number[] = [];
  const entries = value === undefined ? [] : reader.list(value, "availableUpto");
  reader.path.push("availableUpto");
  for (let i = 0; i < entries.length; i++) {
    const entry = reader.list(entries[i], i);
    if (entry.length !== 2) reader.fail("malformed", "a pair [date, resources]", entry, i);
    reader.path.push(i);
    dates.push(reader.integer(entry[0], 0, SAFE));
    sets.push(dictionary.set(reader, entry[1], 1));
    reader.path.pop();
  }
  reader.path.pop();
  return { withdrawalDates: Float64Array.from(dates), withdrawalSets: Uint32Array.from(sets) };
}

/** A resource is in more blocks of a level than `LIMITS.holders`; the module counts them. */
export function tooManyHolders(level: string): InputError {
  const expected = `each resource in at most ${LIMITS.holders} blocks of a level`;
  return new InputError("too_large", ["resources", "hierarchy", level], expected, "one that is in more");
}
