/** What hooks see of a site, made from the columns of its round, once and only when a hook is asked. */
import { formatProcSet, intersectProcSets, ranksIn, ranksOf } from "../../model/index.js";
import type { RoundColumns } from "../columns.js";
import type { SortingDocuments } from "../encode/index.js";
import { listOf, Sets } from "./sets.js";
import type { HookInput, HookResources } from "./types.js";

/** A site, as hooks see it. */
export class SiteView {
  readonly #round: RoundColumns;
  /** What sort hooks see beside. */
  readonly documents: SortingDocuments;
  #common: HookInput | null = null;
  #ranks: readonly number[] | null = null;

  constructor(round: RoundColumns, documents: SortingDocuments) {
    this.#round = round;
    this.documents = documents;
  }

  /** What every hook sees. */
  get common(): HookInput {
    const [now, pad] = this.#round.settings as unknown as [number, number];
    this.#common ??= Object.freeze({ now, pad, resources: this.#resources() });
    return this.#common;
  }

  /** The ranks of the usable resources, ascending. */
  get ranks(): readonly number[] {
    this.#ranks ??= ranksOf(this.common.resources.usable);
    return this.#ranks;
  }

  #resources(): HookResources {
    const { resources, texts } = this.#round;
    const sets = new Sets(this.#round.sets);
    const usable = sets.bounds(resources.usable[0] as number);
    const usableOf = (set: number) => intersectProcSets(sets.bounds(set), usable);
    const hierarchy: Record<string, readonly string[]> = Object.create(null);
    for (const [level, name] of resources.levelNames.entries()) {
      const [start, end] = listOf(resources.levelEnds, level);
      const blocks = Array.from(resources.blocks.subarray(start, end), (set, at) =>
        resources.splits[start + at] === 1 ? ranksIn(usableOf(set)).map(String) : formatProcSet(usableOf(set)),
      ).flat();
      // Empty blocks are dropped (R2.2).
      hierarchy[texts[name] as string] = Object.freeze(blocks.filter((block) => block !== ""));
    }
    return Object.freeze({
      default: formatProcSet(usableOf(resources.defaults[0] as number)),
      usable: formatProcSet(usable),
      hierarchy: Object.freeze(hierarchy),
    });
  }
}
