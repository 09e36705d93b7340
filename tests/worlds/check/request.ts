/**
 * What a request takes out of the very set that was given to it (sections 8 and 9): the set itself, if the
 * set is right. First fit makes it so: a block that succeeds in a part of what was available succeeds in
 * all of it, so no other block comes before those that were chosen.
 */
import type { Moldable, RequestGroup } from "../../../ts/model/index.js";
import { readRanks } from "../ranks.js";
import type { Facts } from "./facts.js";

const ALL = -1;
const BEST = -2;
const HALF_BEST = -3;

type Ranks = ReadonlySet<number>;

/**
 * What a moldable takes of `given`; `null`: it is not met. Where several groups share out a set and one of them
 * takes half of something, or blocks overlap and half is taken in each, this cannot be told: `unknown`.
 */
export function takenOf(moldable: Moldable, given: Ranks, facts: Facts): Ranks | "unknown" | null {
  const groups = moldable.requests.map((group) => ({ group, filter: filterOf(group, facts) }));
  const halves = groups.some(({ group }) => group.levels.some(([, count]) => count === HALF_BEST));
  if (halves && (groups.length > 1 || groups.some(({ group }) => halvesOverlap(group, facts)))) return "unknown";
  const mayOverlap = facts.scenario.config?.SCHEDULER_GROUPS_MAY_OVERLAP === "yes";
  groups.sort((a, b) => a.filter.size - b.filter.size);
  const taken = new Set<number>();
  for (const { group, filter } of groups) {
    const left = [...given].filter((rank) => filter.has(rank) && (mayOverlap || !taken.has(rank)));
    // What was given is already the better half.
    const search = { hierarchy: facts.scenario.resources.hierarchy, filter, half: (succeeded: number) => succeeded };
    const own = takeLevels(group.levels, null, new Set(left), search);
    if (own === null) return null;
    for (const rank of own) taken.add(rank);
  }
  return taken;
}

/** Whether half is taken in each of several blocks that overlap: what one took may look like too much in another. */
function halvesOverlap({ levels }: RequestGroup, { scenario }: Facts): boolean {
  const half = levels.findLastIndex(([, count]) => count === HALF_BEST);
  return levels.slice(0, half).some(([name]) => {
    const blocks = (scenario.resources.hierarchy[name] ?? []).map((text) => [...readRanks(text)]);
    return new Set(blocks.flat()).size < blocks.flat().length;
  });
}

function filterOf(group: RequestGroup, { usable }: Facts): Ranks {
  const highest = Math.max(-1, ...usable);
  return new Set([...readRanks(group.filter, highest)].filter((rank) => usable.has(rank)));
}

/** What is searched: `filter` is everything that the group may have, and `half` what HALF_BEST takes of n blocks. */
interface Search {
  hierarchy: Readonly<Record<string, string[]>>;
  filter: Ranks;
  half: (succeeded: number) => number;
}

/** What the levels take of `free` inside a parent block (`null`: everywhere). */
function takeLevels(levels: RequestGroup["levels"], parent: Ranks | null, free: Ranks, search: Search): Ranks | null {
  const [first, ...deeper] = levels;
  if (first === undefined || !Object.hasOwn(search.hierarchy, first[0])) return null;
  const [name, count] = first;
  const inside = (search.hierarchy[name] ?? [])
    .map((text) => readRanks(text))
    .filter((block) => block.size > 0 && (parent === null || contains(parent, block)));
  const succeeding = (set: Ranks, how: Search) =>
    inside.flatMap((block) => {
      const taken = deeper.length > 0 ? takeLevels(deeper, block, set, how) : contains(set, block) ? block : null;
      return taken === null ? [] : [taken];
    });
  const taken = succeeding(free, search);
  if (count === ALL && succeeding(search.filter, { ...search, half: halfOf }).length !== taken.length) return null;
  const wanted =
    count === HALF_BEST ? search.half(taken.length) : count === ALL || count === BEST ? taken.length : count;
  if (wanted < 1 || wanted > taken.length) return null;
  return new Set(taken.slice(0, wanted).flatMap((ranks) => [...ranks]));
}

function halfOf(succeeded: number): number {
  return Math.floor(succeeded / 2);
}

function contains(set: Ranks, part: Ranks): boolean {
  return [...part].every((rank) => set.has(rank));
}
