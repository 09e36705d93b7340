/** Sets of ranks as sets of the numbers that people know the resources by. */
import { LIMITS, parseProcSet } from "../../model/index.js";
import { setOfRanks } from "./ranks.js";
import type { Inventory } from "./resources.js";

/**
 * Makes of a set of ranks the set of their `resource_id`. On a site that has ids above those that a set may hold
 * (`LIMITS.rank`) sets stay what they are.
 */
export function resourceNumbers({ resources }: Inventory): (ranks: string) => string {
  if (resources.some(({ id }) => id > LIMITS.rank || id < 0)) return (ranks) => ranks;
  const known = new Map<string, string>();
  return (ranks) => {
    let numbers = known.get(ranks);
    if (numbers === undefined) {
      numbers = setOfRanks(idsIn(parseProcSet(ranks), resources));
      known.set(ranks, numbers);
    }
    return numbers;
  };
}

function* idsIn(bounds: readonly number[], resources: Inventory["resources"]): Iterable<number> {
  for (let at = 0; at < bounds.length; at += 2) {
    for (let rank = bounds[at] as number; rank <= (bounds[at + 1] as number); rank++) {
      const resource = resources[rank];
      if (resource !== undefined) yield resource.id;
    }
  }
}
