/** What columns name by number: texts, sets of resources, requests; each different one stands once. */
import { InputError, intersectProcSets, parseProcSet, procSetSize } from "../../model/index.js";
import type { RoundColumns } from "../columns.js";
import type { Reader } from "./reader.js";

/** A request as it is interned: for each group the set of its filter, level names and counts. */
export interface InternedGroup {
  filter: number;
  names: number[];
  counts: number[];
}

/** Collects what columns name by number. */
export class Dictionary {
  readonly #texts = new Map<string, number>();
  readonly #sets = new Map<string, number>();
  readonly #setEnds: number[] = [];
  readonly #bounds: number[] = [];
  readonly #requests = new Map<string, number>();
  readonly #ends: number[] = [];
  readonly #filters: number[] = [];
  readonly #levelEnds: number[] = [];
  readonly #levelNames: number[] = [];
  readonly #counts: number[] = [];

  /** Number of a text. */
  text(text: string): number {
    return intern(this.#texts, text, () => {});
  }

  /**
   * Number of the set that a text describes.
   *
   * @throws InputError as {@link parseProcSet} does, with the place of the text
   */
  set(reader: Reader, value: unknown, key: string | number): number {
    const text = reader.text(value, key);
    return intern(this.#sets, text, () => {
      const bounds = parseProcSet(text, reader.at(key));
      if (this.#bounds.length + bounds.length > MOST_BOUNDS) {
        throw new InputError("too_large", reader.at(key), "fewer intervals in all sets together", "too many");
      }
      for (const bound of bounds) this.#bounds.push(bound);
      this.#setEnds.push(this.#bounds.length);
    });
  }

  /** How many ranks two sets have in common. */
  common(first: number, second: number): number {
    if (first === second) return procSetSize(this.#boundsOf(first));
    return procSetSize(intersectProcSets(this.#boundsOf(first), this.#boundsOf(second)));
  }

  #boundsOf(set: number): number[] {
    return this.#bounds.slice(set === 0 ? 0 : this.#setEnds[set - 1], this.#setEnds[set]);
  }

  /** Number of a request. */
  request(groups: readonly InternedGroup[]): number {
    let key = "";
    for (const { filter, names, counts } of groups) key += `${filter}:${names}:${counts};`;
    return intern(this.#requests, key, () => {
      for (const { filter, names, counts } of groups) {
        this.#filters.push(filter);
        this.#levelNames.push(...names);
        this.#counts.push(...counts);
        this.#levelEnds.push(this.#levelNames.length);
      }
      this.#ends.push(this.#filters.length);
    });
  }

  /** The dictionary as columns. */
  columns(): Pick<RoundColumns, "texts" | "sets" | "requests"> {
    return {
      texts: [...this.#texts.keys()],
      sets: { ends: Uint32Array.from(this.#setEnds), bounds: Uint32Array.from(this.#bounds) },
      requests: {
        ends: Uint32Array.from(this.#ends),
        filters: Uint32Array.from(this.#filters),
        levelEnds: Uint32Array.from(this.#levelEnds),
        levelNames: Uint32Array.from(this.#levelNames),
        counts: Float64Array.from(this.#counts),
      },
    };
  }
}

/** Bounds of the intervals of all sets together: 128 MiB of columns. */
const MOST_BOUNDS = 1 << 25;

function intern(known: Map<string, number>, key: string, add: () => void): number {
  const number = known.get(key);
  if (number !== undefined) return number;
  add();
  known.set(key, known.size);
  return known.size - 1;
}
