/** Queue groups, checked and laid out in columns. */
import type { RoundColumns } from "../columns.js";
import type { Dictionary } from "./dictionary.js";
import type { Reader } from "./reader.js";

/** Names of queues. */
export type QueueNames = Pick<ReadonlySet<string>, "has">;

/** Any name may be that of a queue. */
export const ANY_QUEUE: QueueNames = { has: () => true };

/**
 * Reads the names of a queue group.
 *
 * @param known names that it may not have; its own are added
 */
export function readGroup(reader: Reader, value: unknown, key: string | number, known = new Set<string>()): string[] {
  const group = reader.list(value, key);
  reader.path.push(key);
  const names = group.map((item, i) => {
    const name = reader.name(item, i);
    if (known.has(name)) reader.fail("duplicate", "a queue that stands once", name, i);
    known.add(name);
    return name;
  });
  reader.path.pop();
  return names;
}

/** Reads `queues`; gives the names of all queues too. */
export function encodeQueues(
  reader: Reader,
  value: unknown,
  dictionary: Dictionary,
): { queues: RoundColumns["queues"]; known: ReadonlySet<string> } {
  const known = new Set<string>();
  const names: number[] = [];
  const groupEnds: number[] = [];
  const groups = reader.list(value, "queues");
  reader.path.push("queues");
  for (let i = 0; i < groups.length; i++) {
    for (const name of readGroup(reader, groups[i], i, known)) names.push(dictionary.text(name));
    groupEnds.push(names.length);
  }
  reader.path.pop();
  return { queues: { groupEnds: Uint32Array.from(groupEnds), names: Uint32Array.from(names) }, known };
}
