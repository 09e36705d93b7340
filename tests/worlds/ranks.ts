/** Texts of sets of ranks, for worlds: their own, so that a fault of the package's is seen. */

/** Writes ranks as `"0-3 7"`, in ascending order. */
export function rankText(ranks: Iterable<number>): string {
  const sorted = [...new Set(ranks)].sort((a, b) => a - b);
  const items: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let last = i;
    while (sorted[last + 1] === (sorted[last] as number) + 1) last++;
    items.push(last === i ? `${sorted[i]}` : `${sorted[i]}-${sorted[last]}`);
    i = last + 1;
  }
  return items.join(" ");
}

/** Reads such a text; of a range only the ranks up to `highest`. */
export function readRanks(text: string, highest = Number.POSITIVE_INFINITY): Set<number> {
  const ranks = new Set<number>();
  for (const item of text.split(" ").filter((part) => part !== "")) {
    const [first = 0, last = first] = item.split("-").map(Number);
    for (let rank = first; rank <= Math.min(last, highest); rank++) ranks.add(rank);
  }
  return ranks;
}
