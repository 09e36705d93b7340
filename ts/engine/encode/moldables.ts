/** The moldables of jobs, checked and laid out in columns. */
import { LIMITS } from "../../model/index.js";
import { cut } from "./column.js";
import type { Dictionary } from "./dictionary.js";
import type { JobPlace } from "./job-place.js";
import { getPrototypeOf, plainPrototype } from "./plain.js";
import { type Fields, NATURAL, type Reader, SAFE } from "./reader.js";
import type { RequestPrefix } from "./request-dictionary.js";

const { isArray } = Array;
const { hasOwnProperty: hasOwn } = Object.prototype;

/** Columns with an item for each moldable. */
class Moldables {
  readonly ids: Float64Array;
  readonly walltimes: Float64Array;
  readonly requests: Uint32Array;

  constructor(most: number) {
    this.ids = new Float64Array(most);
    this.walltimes = new Float64Array(most);
    this.requests = new Uint32Array(most);
  }

  /** The same with room for more. */
  grown(): Moldables {
    const grown = new Moldables(2 * this.ids.length + 1);
    grown.ids.set(this.ids);
    grown.walltimes.set(this.walltimes);
    grown.requests.set(this.requests);
    return grown;
  }
}

/**
 * Reads moldables, of which there are as many as jobs and more. What all of them need, most of it once only, is in one
 * function, since a call, and a field of an object that is written and read, cost more than what they are for as long as
 * nothing is compiled: the first round is over by then.
 */
export class MoldableReader {
  /** How many there are. Some may be taken away again. */
  length = 0;
  readonly #reader: Reader;
  readonly #place: JobPlace;
  readonly #dictionary: Dictionary;
  readonly #plain = plainPrototype();
  #columns: Moldables;

  /**
   * @param place where in its job the reader is
   * @param likely how many there probably are
   */
  constructor(reader: Reader, place: JobPlace, dictionary: Dictionary, likely: number) {
    this.#reader = reader;
    this.#place = place;
    this.#dictionary = dictionary;
    this.#columns = new Moldables(likely);
  }

  /** The columns. */
  columns(): { moldableIds: Float64Array; walltimes: Float64Array; requests: Uint32Array } {
    const { ids, walltimes, requests } = this.#columns;
    const { length } = this;
    return { moldableIds: cut(ids, length), walltimes: cut(walltimes, length), requests: cut(requests, length) };
  }

  /** Reads the moldables of a job, which is where the reader is. */
  read(list: unknown): void {
    const reader: Reader = this.#reader;
    const place = this.#place;
    const { requests: known } = this.#dictionary;
    const plain = this.#plain;
    let columns = this.#columns;
    const count = reader.count(list, "moldables");
    let key: string | number | null = null;
    try {
      for (let i = 0; i < count; i++) {
        place.field = "moldables";
        place.item = i;
        key = null;
        const moldable = (list as readonly unknown[])[i] as Fields;
        const isPlain = typeof moldable === "object" && moldable !== null && getPrototypeOf(moldable) === plain;
        if (!isPlain) reader.source(moldable);
        let id: unknown;
        let walltime: unknown;
        let groups: unknown;
        for (const name in moldable) {
          if (!isPlain && !hasOwn.call(moldable, name)) continue;
          key = name;
          if (name === "id") id = moldable.id;
          else if (name === "walltime") walltime = moldable.walltime;
          else if (name === "requests") groups = moldable.requests;
          else reader.unknown(name);
        }
        if (typeof id !== "number" || id >>> 0 !== id) id = reader.integer(id, "id", NATURAL);
        if (typeof walltime !== "number" || (walltime | 0) !== walltime) {
          walltime = reader.integer(walltime, "walltime", SAFE);
        }
        key = "requests";
        const groupCount = reader.count(groups, "requests");
        let request = known.beginning;
        for (let g = 0; g < groupCount; g++) {
          place.group = g;
          key = null;
          const group = (groups as readonly unknown[])[g] as Fields;
          const isPlain = typeof group === "object" && group !== null && getPrototypeOf(group) === plain;
          if (!isPlain) reader.source(group);
          let filter: unknown;
          let levels: unknown;
          for (const name in group) {
            if (!isPlain && !hasOwn.call(group, name)) continue;
            key = name;
            if (name === "filter") filter = group.filter;
            else if (name === "levels") levels = group.levels;
            else reader.unknown(name);
          }
          request = request.groups?.get(filter as string) ?? this.#newGroup(request, filter);
          const levelCount = reader.count(levels, "levels", LIMITS.levels);
          for (let l = 0; l < levelCount; l++) {
            place.level = l;
            key = null;
            const pair = (levels as readonly unknown[])[l];
            if (!isArray(pair)) reader.wrong("a list", pair);
            if (pair.length !== 2) reader.fail("malformed", "a pair [level, count]", pair);
            key = 0;
            const level = pair[0];
            key = 1;
            const wanted = pair[1];
            request = request.levels?.get(level)?.get(wanted) ?? this.#newLevel(request, level, wanted);
          }
          place.level = -1;
        }
        place.group = -1;

        const at = this.length;
        if (at === columns.ids.length) {
          columns = columns.grown();
          this.#columns = columns;
        }
        // Adding 0 makes -0 the ordinary zero.
        columns.ids[at] = (id as number) + 0;
        columns.walltimes[at] = (walltime as number) + 0;
        columns.requests[at] = request.request ?? known.number(request);
        this.length = at + 1;
      }
    } catch (thrown) {
      reader.key = key;
      throw reader.errorOf(thrown);
    }
    place.field = "";
    place.item = -1;
  }

  #newGroup(before: RequestPrefix, filter: unknown): RequestPrefix {
    const set = this.#dictionary.set(this.#reader, filter, "filter");
    return this.#dictionary.requests.addGroup(before, filter as string, set);
  }

  #newLevel(before: RequestPrefix, name: unknown, count: unknown): RequestPrefix {
    const reader = this.#reader;
    const text = this.#dictionary.text(reader.name(name, 0));
    // A count that is no count makes the moldable invalid (R9.5), not the round.
    return this.#dictionary.requests.addLevel(before, name as string, text, reader.number(count, 1));
  }
}
