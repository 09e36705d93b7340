/** The texts of the sets of a schedule. */
import type { DecisionColumns } from "./columns.js";
import type { Core } from "./instance.js";

/** Most intervals whose texts are made by one call of the module, 1.2 MB of text; a set may have more. */
const MOST_INTERVALS = 65_536;

/**
 * The texts of the sets, by number, each made once however many jobs share it. The module writes them, many as one text:
 * that this is taken apart by one call of the runtime leaves no code to be compiled for it in a first round.
 *
 * @param call calls the module
 */
export function readSets(
  { setEnds, bounds }: Pick<DecisionColumns, "setEnds" | "bounds">,
  call: (use: (core: Core) => string) => string,
): readonly string[] {
  const texts: string[][] = [];
  for (let set = 0, begin = 0; set < setEnds.length; ) {
    const next = behind(setEnds, set, begin + 2 * MOST_INTERVALS);
    const end = setEnds[next - 1] as number;
    const [ends, own, first] = [setEnds.subarray(set, next), bounds.subarray(begin, end), begin];
    texts.push(call((core) => core.setTexts(ends, own, first)).split("\n"));
    set = next;
    begin = end;
  }
  return texts.length === 1 ? (texts[0] as string[]) : texts.flat();
}

/** The first set behind that one which does not end within `most` items; it is behind it by at least one. */
function behind(setEnds: Uint32Array, set: number, most: number): number {
  let [low, high] = [set + 1, setEnds.length];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((setEnds[middle - 1] as number) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}
