/** The hooks of a site, checked when an engine is created. */
import { type Fields, type Reader, reading } from "../encode/reader.js";
import type { AssignHook, FindHook, SortHook } from "./types.js";

/** Hooks by kind and name. */
export interface CheckedHooks {
  readonly sort: SortHook | undefined;
  readonly assign: ReadonlyMap<string, AssignHook>;
  readonly find: ReadonlyMap<string, FindHook>;
}

const FIELDS: ReadonlySet<string> = new Set(["sort", "assign", "find"]);

/**
 * Reads hooks, each once; what the caller changes later changes nothing.
 *
 * @throws InputError `wrong_type` (no function, or no object of them), `unknown_field`; the path begins with `hooks`
 */
export function checkHooks(value: unknown): CheckedHooks {
  if (value === undefined) return { sort: undefined, assign: new Map(), find: new Map() };
  return reading((reader) => {
    const fields: Fields = reader.object(value, FIELDS, "hooks");
    reader.path.push("hooks");
    return {
      sort: fields.sort === undefined ? undefined : (hook(reader, fields.sort, "sort") as SortHook),
      assign: byName(reader, fields.assign, "assign") as ReadonlyMap<string, AssignHook>,
      find: byName(reader, fields.find, "find") as ReadonlyMap<string, FindHook>,
    };
  });
}

function byName(reader: Reader, value: unknown, key: string): ReadonlyMap<string, unknown> {
  if (value === undefined) return new Map();
  const entries = Object.entries(reader.object(value, null, key));
  reader.path.push(key);
  const hooks = new Map(entries.map(([name, found]) => [name, hook(reader, found, name)]));
  reader.path.pop();
  return hooks;
}

function hook(reader: Reader, value: unknown, key: string): unknown {
  return typeof value === "function" ? value : reader.fail("wrong_type", "a function", value, key);
}
