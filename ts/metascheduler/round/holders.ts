/** Who holds which resources at the moment, and who would be in somebody's way (sections 5.7 and 10.3). */
import type { CurrentJob } from "../../database/index.js";
import { type JobTypes, mayJoin, readJobTypes, type SharingJob } from "../jobs/index.js";

/** A job with its types read; `typeTexts` are the types as they stand. */
export type Typed<Item> = Omit<Item, "types"> & { readonly types: JobTypes; readonly typeTexts: readonly string[] };

/** Reads the types of jobs. */
export function typed<Item extends { readonly id: number; readonly types: readonly string[] }>(
  items: readonly Item[],
): Typed<Item>[] {
  return items.map((item) => ({ ...item, types: readJobTypes(item.id, item.types), typeTexts: item.types }));
}

/** Someone who wants resources. */
export interface Claimant extends SharingJob {
  readonly resources: readonly number[];
}

/** The holders of resources. */
export class Holders<Holder extends Typed<CurrentJob>> {
  readonly #byResource = new Map<number, Holder[]>();
  readonly #heldBy: (holder: Holder) => readonly number[];
  readonly #innerOf = new Map<string, string[]>();

  /**
   * @param heldBy the ids of what a holder holds
   * @param containers all jobs that may be containers, also those that hold nothing yet: their types say which slot set
   *   is inside of which
   */
  constructor(
    holders: readonly Holder[],
    heldBy: (holder: Holder) => readonly number[],
    containers: readonly { readonly types: JobTypes }[],
  ) {
    this.#heldBy = heldBy;
    for (const holder of holders) this.add(holder);
    for (const { types } of containers) {
      if (types.container === null || types.inner === null) continue;
      const outer = this.#innerOf.get(types.container);
      if (outer === undefined) this.#innerOf.set(types.container, [types.inner]);
      else outer.push(types.inner);
    }
  }

  add(holder: Holder): void {
    for (const resource of this.#heldBy(holder)) {
      const others = this.#byResource.get(resource);
      if (others === undefined) this.#byResource.set(resource, [holder]);
      else others.push(holder);
    }
  }

  /**
   * Those that hold a resource that somebody wants, and are not compatible with them (R10.2). A container that feeds
   * their slot set is not in their way.
   */
  inTheWayOf(claimant: Claimant): Holder[] {
    const seen = new Set<Holder>();
    for (const resource of claimant.resources) {
      for (const holder of this.#byResource.get(resource) ?? []) seen.add(holder);
    }
    return [...seen].filter((holder) => !this.feeds(holder, claimant) && !mayJoin(claimant, holder));
  }

  /** Whether a job is a container that feeds the slot set of another one, directly or through other containers. */
  feeds({ types: { container } }: { readonly types: JobTypes }, { types: { inner } }: Claimant): boolean {
    if (container === null || inner === null) return false;
    const sets = new Set([inner]);
    // What is added meanwhile is walked too.
    for (const set of sets) for (const outer of this.#innerOf.get(set) ?? []) sets.add(outer);
    return sets.has(container);
  }
}
