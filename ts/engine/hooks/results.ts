/** What hooks return, read as values of unknown origin: each part once, and whatever reading throws is caught above. */
import { describe, type InputError, LIMITS, parseProcSet } from "../../model/index.js";
import type { HookFault } from "./error.js";
import type { HookMoldable } from "./types.js";

/** What was wrong with a result. */
export type Refusal = Pick<HookFault, "code" | "detail" | "cause">;

/** A result as the module takes it, or what was wrong. */
export type Read<Answer> = { answer: Answer } | Refusal;

/** What a sort hook returned. */
export interface SortedRows {
  rows: Uint32Array;
  /** What was passed over. */
  oddities: Refusal[];
}

/** How many odd ids a message lists. */
const SHOWN_IDS = 5;

/** Whether something is a promise or like one. That a promise fails later is then nobody's concern. */
export function isAsync(result: unknown): boolean {
  if (typeof result !== "function" && (typeof result !== "object" || result === null)) return false;
  if (typeof (result as { then?: unknown }).then !== "function") return false;
  try {
    Promise.prototype.then.call(result as Promise<unknown>, undefined, () => {});
  } catch {
    // It is only like one.
  }
  return true;
}

/** Reads the result of a sort hook; `rowOf` has the rows of the jobs of the group by id. */
export function readOrder(result: unknown, rowOf: ReadonlyMap<unknown, number>): Read<SortedRows> {
  if (!Array.isArray(result)) return badResult("a list of job ids", describe(result));
  const { length } = result;
  if (length > LIMITS.jobs) return badResult(`a list of at most ${LIMITS.jobs} ids`, `a list of ${length}`);
  const rows = new Set<number>();
  const [unknown, repeated]: [unknown[], unknown[]] = [[], []];
  for (let at = 0; at < length; at++) {
    const id: unknown = result[at];
    const row = rowOf.get(id);
    if (row === undefined) unknown.push(id);
    else if (rows.has(row)) repeated.push(id);
    else rows.add(row);
  }
  const oddities: Refusal[] = [];
  if (unknown.length > 0) oddities.push({ code: "hook_unknown_job", detail: shown(unknown) });
  if (repeated.length > 0) oddities.push({ code: "hook_repeated_job", detail: shown(repeated) });
  return { answer: { rows: Uint32Array.from(rows), oddities } };
}

/** Reads the result of an assign hook. */
export function readAssignment(result: unknown, moldables: readonly HookMoldable[]): Read<Float64Array> {
  if (result === null) return { answer: new Float64Array() };
  if (typeof result !== "object") return badResult("null or { moldable, begin, resources }", describe(result));
  const { moldable: id, begin, resources } = result as Readonly<Record<string, unknown>>;
  if (typeof id !== "number") return badResult("the id of a moldable as moldable", describe(id));
  if (!Number.isSafeInteger(begin)) return badResult("epoch seconds as begin", describe(begin));
  if (typeof resources !== "string") return badResult("a set as text as resources", describe(resources));
  const moldable = moldables.findIndex((moldable) => moldable.id === id);
  if (moldable < 0) return { code: "hook_no_such_moldable", detail: describe(id) };
  const read = readSet(resources);
  if (!("answer" in read)) return read;
  const answer = new Float64Array(2 + read.answer.length);
  answer.set([moldable, begin as number]);
  answer.set(read.answer, 2);
  return { answer };
}

/** Reads the result of a find hook. */
export function readResources(result: unknown): Read<Uint32Array> {
  if (result === null) return { answer: new Uint32Array() };
  if (typeof result !== "string") return badResult("a set as text, or null", describe(result));
  return readSet(result);
}

function readSet(text: string): Read<Uint32Array> {
  try {
    return { answer: Uint32Array.from(parseProcSet(text, ["resources"])) };
  } catch (cause) {
    return { code: "hook_bad_result", detail: (cause as InputError).message, cause };
  }
}

function badResult(expected: string, found: string): Refusal {
  return { code: "hook_bad_result", detail: `${expected}: ${found}` };
}

function shown(ids: readonly unknown[]): string {
  const first = ids.slice(0, SHOWN_IDS).map(describe).join(", ");
  return ids.length > SHOWN_IDS ? `${first} and ${ids.length - SHOWN_IDS} more` : first;
}
