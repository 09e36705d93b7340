/** The types of a job that ask for a hook: which hook, with which arguments. */
import type { HookArguments } from "./types.js";

/** The hook that a job asks for. */
export interface AskedHook {
  kind: "assign" | "find";
  args: HookArguments;
}

/** Which hook the types of a job, one of which asks for one, ask for: the first `assign`, otherwise the first `find`. */
export function askedHook(types: readonly string[]): AskedHook {
  const assign = firstValue(types, "assign");
  if (assign !== undefined) return { kind: "assign", args: parseArguments(assign) };
  return { kind: "find", args: parseArguments(firstValue(types, "find") ?? "") };
}

/** The value of the first type with a key (R3.1). */
function firstValue(types: readonly string[], key: string): string | undefined {
  const type = types.find((type) => type === key || type.startsWith(`${key}=`));
  return type?.slice(key.length + 1);
}

/** Reads `NAME:a:key=value` (core-semantics.md 3.17): values may hold `=`, an item with an empty key is positional. */
export function parseArguments(text: string): HookArguments {
  const [name = "", ...items] = text.split(":");
  const positional: string[] = [];
  const named: Record<string, string> = Object.create(null);
  for (const item of items) {
    const at = item.indexOf("=");
    if (at > 0) named[item.slice(0, at)] = item.slice(at + 1);
    else positional.push(item);
  }
  return Object.freeze({ name, positional: Object.freeze(positional), named: Object.freeze(named) });
}
