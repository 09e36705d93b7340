/** Which resources a job's and a group's property filter leave together (section 1.6 of the database reference). */

import { formatProcSet } from "../../model/index.js";
import { type Filter, FilterError, parseFilter, RankSet, type Selection, selectResources } from "../filter/index.js";
import type { Catalogue } from "../schema/index.js";
import type { Transaction } from "../session/index.js";
import type { Inventory } from "./resources.js";

/** A fragment that was worked out; `ranks` `null`: it has no condition. */
interface WorkedOut {
  readonly ranks: RankSet | null;
  readonly columns: ReadonlySet<string>;
}

const EVERYTHING: WorkedOut = { ranks: null, columns: new Set() };

/** The fragments of a round. */
export interface FilterSets {
  /**
   * Why a fragment cannot be used; `null`: it can.
   */
  fault(fragment: string | null): FilterError | null;
  /**
   * The ranks that are usable and meet both fragments, as a text. They are of type `default` unless the group's
   * fragment names the column `type`.
   *
   * @throws FilterError one of them cannot be used
   */
  of(properties: string | null, groupProperty: string | null): string;
}

/**
 * Works out fragments, each text once.
 *
 * @throws DatabaseError
 */
export async function readFilterSets(
  queries: Transaction,
  fragments: Iterable<string | null>,
  catalogue: Catalogue,
  inventory: Inventory,
): Promise<FilterSets> {
  const known = new Map<string, WorkedOut | FilterError>();
  const filters = new Map<string, Filter>();
  for (const fragment of new Set(fragments)) {
    if (fragment === null) continue;
    const filter = parsed(fragment, catalogue);
    if (filter === null) known.set(fragment, EVERYTHING);
    else if (filter instanceof FilterError) known.set(fragment, filter);
    else filters.set(fragment, filter);
  }
  const selections = await selectResources(queries, [...filters.values()], {
    columns: catalogue,
    rankOf: inventory.rankOf,
  });
  for (const [index, [fragment, { columns }]] of [...filters].entries()) {
    const selection = selections[index] as Selection;
    known.set(fragment, selection instanceof FilterError ? selection : { ranks: selection, columns });
  }

  const find = (fragment: string | null): WorkedOut | FilterError =>
    fragment === null ? EVERYTHING : (known.get(fragment) as WorkedOut | FilterError);
  const usable = usableRanks(inventory);
  const common = (job: WorkedOut, group: WorkedOut): string => {
    const ranks = (group.columns.has("type") ? usable.all : usable.default).copy();
    for (const { ranks: selected } of [job, group]) if (selected !== null) ranks.intersect(selected);
    return formatProcSet(ranks.bounds());
  };
  const sets = new Map<string | null, Map<string | null, string>>();
  return {
    fault(fragment) {
      const found = find(fragment);
      return found instanceof FilterError ? found : null;
    },
    of(properties, groupProperty) {
      let ofJob = sets.get(properties);
      if (ofJob === undefined) {
        ofJob = new Map();
        sets.set(properties, ofJob);
      }
      let set = ofJob.get(groupProperty);
      if (set === undefined) {
        set = common(usableFilter(find(properties)), usableFilter(find(groupProperty)));
        ofJob.set(groupProperty, set);
      }
      return set;
    },
  };
}

function parsed(fragment: string, catalogue: Catalogue): Filter | FilterError | null {
  try {
    return parseFilter(fragment, catalogue);
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
}

function usableFilter(found: WorkedOut | FilterError): WorkedOut {
  if (found instanceof FilterError) throw found;
  return found;
}

/** The ranks of resources that are usable; and of those the ones of type `default`. */
function usableRanks({ resources }: Inventory): { all: RankSet; default: RankSet } {
  const sets = { all: RankSet.none(resources.length), default: RankSet.none(resources.length) };
  for (const [rank, { usable, type }] of resources.entries()) {
    if (!usable) continue;
    sets.all.add(rank);
    if (type === "default") sets.default.add(rank);
  }
  return sets;
}
