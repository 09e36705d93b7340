/** Sets of ranks. */
import { formatProcSet } from "../../model/index.js";

/** The text of a set of ranks, which may be in any order and occur twice. */
export function setOfRanks(ranks: Iterable<number>): string {
  const bounds: number[] = [];
  let last = -2;
  for (const rank of Uint32Array.from(ranks).sort()) {
    if (rank > last + 1) bounds.push(rank, rank);
    else bounds[bounds.length - 1] = rank;
    last = rank;
  }
  return formatProcSet(bounds);
}
