/** Which resources a request takes: hierarchy search and groups (sections 8 and 9 of the rules). */
import type { Moldable, RequestGroup } from "../../ts/model/index.js";
import type { RankSet } from "./rank-set.js";
import type { Hierarchy, Site } from "./site.js";

const ALL = -1;
const BEST = -2;
const HALF_BEST = -3;

/** A block and the blocks of the next level of the request that lie wholly in it (R8.2). */
interface BlockNode {
  ranks: readonly number[];
  children: BlockNode[];
}

/** A group with its blocks looked up. */
interface ResolvedGroup {
  /** Usable resources of the filter. */
  filter: RankSet;
  /** Number of resources in the filter, by which groups are ordered (R9.2). */
  filterSize: number;
  /** Counts of the levels, as listed. */
  counts: number[];
  /** Blocks of the first level. */
  blocks: BlockNode[];
}

/** A valid moldable (R9.5) with its blocks looked up. */
export interface ResolvedRequest {
  /** In the order of search (R9.2). */
  groups: ResolvedGroup[];
}

/** What is wrong with a moldable, `null` if nothing (R9.5). */
export function moldableFault(moldable: Moldable, hierarchy: Hierarchy): "invalid_request" | "unknown_level" | null {
  const levels = moldable.requests.flatMap((group) => group.levels);
  const invalid =
    moldable.walltime < 1 ||
    moldable.requests.length === 0 ||
    moldable.requests.some((group) => group.levels.length === 0) ||
    levels.some(([, count]) => !Number.isInteger(count) || count === 0 || count < HALF_BEST);
  if (invalid) return "invalid_request";
  return levels.some(([name]) => !hierarchy.has(name)) ? "unknown_level" : null;
}

/** Looks up the blocks of a valid moldable. */
export function resolve(moldable: Moldable, site: Site): ResolvedRequest {
  const groups = moldable.requests.map((group) => resolveGroup(group, site));
  return { groups: groups.sort((a, b) => a.filterSize - b.filterSize) };
}

function resolveGroup(group: RequestGroup, site: Site): ResolvedGroup {
  const filter = site.read(group.filter);
  const names = group.levels.map(([name]) => name);
  const inside = (ranks: readonly number[] | null, depth: number): BlockNode[] => {
    const name = names[depth];
    if (name === undefined) return [];
    const parent = ranks === null ? site.usable : site.set(ranks);
    return (site.hierarchy.get(name) ?? [])
      .filter((block) => parent.hasAll(block))
      .map((block) => ({ ranks: block, children: inside(block, depth + 1) }));
  };
  return { filter, filterSize: filter.size(), counts: group.levels.map(([, count]) => count), blocks: inside(null, 0) };
}

/** The resources of all groups out of what is available, or `null` (R9.1 to R9.3). */
export function findResources(request: ResolvedRequest, available: RankSet, site: Site): RankSet | null {
  let left = available;
  let found = available.minus(available);
  for (const group of request.groups) {
    const taken = take(group.blocks, group.counts, 0, left.intersect(group.filter), group.filter);
    if (taken === null) return null;
    const resources = site.set(taken);
    found = found.union(resources);
    if (!site.groupsMayOverlap) left = left.minus(resources);
  }
  return found;
}

/**
 * Takes blocks of one level and what lies below them.
 *
 * @param counts counts of all levels
 * @param depth index of this level
 * @param free what may be taken now
 * @param everything what could be taken if all usable resources of the filter were free (R8.5)
 * @returns the ranks taken, some of them perhaps twice, or `null`
 */
function take(
  blocks: readonly BlockNode[],
  counts: readonly number[],
  depth: number,
  free: RankSet,
  everything: RankSet,
): readonly number[] | null {
  const count = counts[depth] as number;
  const takeBlock = (block: BlockNode, set: RankSet) => {
    if (depth + 1 < counts.length) return take(block.children, counts, depth + 1, set, everything);
    return set.hasAll(block.ranks) ? block.ranks : null;
  };
  const wanted = count === ALL ? blocks.filter((block) => takeBlock(block, everything) !== null) : blocks;
  const taken: (readonly number[])[] = [];
  for (const block of wanted) {
    if (count > 0 && taken.length === count) break;
    const ranks = takeBlock(block, free);
    if (ranks !== null) taken.push(ranks);
  }
  const enough = howMany(count, taken.length, wanted.length);
  return enough === null ? null : ([] as number[]).concat(...taken.slice(0, enough));
}

/** How many of the blocks that succeeded are taken, `null` if the level fails (R8.3 to R8.5). */
function howMany(count: number, succeeded: number, wanted: number): number | null {
  let enough = count;
  if (count === ALL) enough = succeeded === wanted ? succeeded : 0;
  if (count === BEST) enough = succeeded;
  if (count === HALF_BEST) enough = Math.floor(succeeded / 2);
  return enough > 0 && enough <= succeeded ? enough : null;
}
