/** The dictionary of requests: each different one stands once. */
import type { RoundColumns } from "../columns.js";
import { Column } from "./column.js";

/**
 * How requests begin: what has been read of one, up to a filter or a level. From the beginning of all requests each value
 * that is read leads to the next one. Whoever reads a request that is known needs to check nothing: only what was checked
 * leads anywhere.
 */
export class RequestPrefix {
  /** The filter of another group leads there. */
  groups: Map<string, RequestPrefix> | null = null;
  /** Another level of the group leads there, by its name and its count. */
  levels: Map<string, Map<number, RequestPrefix>> | null = null;
  /** Number of the request that ends here; `null`: none does so far. */
  request: number | null = null;
  /** What it is one value longer than; `null`: it is the beginning. */
  readonly before: RequestPrefix | null;
  /** The set of the filter, or the text of the name of the level, that it ends with. */
  readonly number: number;
  /** The count of the level; `null`: it ends with a filter. */
  readonly count: number | null;

  constructor(before: RequestPrefix | null, number: number, count: number | null) {
    this.before = before;
    this.number = number;
    this.count = count;
  }
}

/** Collects requests. */
export class RequestDictionary {
  /** The beginning of all requests. */
  readonly beginning = new RequestPrefix(null, 0, null);
  readonly #ends = new Column();
  readonly #filters = new Column();
  readonly #levelEnds = new Column();
  readonly #levelNames = new Column();
  readonly #counts = new Column();

  /**
   * Adds a group that begins there.
   *
   * @param filter its filter, checked, and the set of that
   */
  addGroup(before: RequestPrefix, filter: string, set: number): RequestPrefix {
    const prefix = new RequestPrefix(before, set, null);
    before.groups ??= new Map();
    before.groups.set(filter, prefix);
    return prefix;
  }

  /**
   * Adds a level that follows there.
   *
   * @param name its name, checked, and the text of that
   * @param count a number
   */
  addLevel(before: RequestPrefix, name: string, text: number, count: number): RequestPrefix {
    const prefix = new RequestPrefix(before, text, count);
    before.levels ??= new Map();
    const counts = before.levels.get(name);
    if (counts === undefined) before.levels.set(name, new Map([[count, prefix]]));
    else counts.set(count, prefix);
    return prefix;
  }

  /** Number of the request that ends there. */
  number(end: RequestPrefix): number {
    end.request ??= this.#add(end);
    return end.request;
  }

  #add(end: RequestPrefix): number {
    const steps: RequestPrefix[] = [];
    for (let step = end; step.before !== null; step = step.before) steps.push(step);
    for (const [at, { number, count }] of steps.reverse().entries()) {
      if (count !== null) {
        this.#levelNames.push(number);
        this.#counts.push(count);
      } else {
        if (at > 0) this.#levelEnds.push(this.#levelNames.length);
        this.#filters.push(number);
      }
    }
    if (steps.length > 0) this.#levelEnds.push(this.#levelNames.length);
    this.#ends.push(this.#filters.length);
    return this.#ends.length - 1;
  }

  /** All different requests. */
  columns(): RoundColumns["requests"] {
    return {
      ends: this.#ends.naturals(),
      filters: this.#filters.naturals(),
      levelEnds: this.#levelEnds.naturals(),
      levelNames: this.#levelNames.naturals(),
      counts: this.#counts.floats(),
    };
  }
}
