/** Queue groups, checked and laid out in columns. */
import type { RoundColumns } from "../columns.js";
import type { Dictionary } from "./dictionary.js";
import type { Reader } from "./reader.js";

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
    const group = reader.list(groups[i], i);
    reader.path.push(i);
    for (let k = 0; k < group.length; k++) {
      const name = reader.name(group[k], k);
      if (known.has(name)) reader.fail("duplicate", "a queue that stands once", name, k);
      known.add(name);
      names.push(dictionary.text(name));
    }
    reader.path.pop();
    groupEnds.push(names.length);
  }
  reader.path.pop();
  return { queues: { groupEnds: Uint32Array.from(groupEnds), names: Uint32Array.from(names) }, known };
}
