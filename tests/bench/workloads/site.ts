/** The site of the workloads: switches of nodes of cpus of cores, all usable; the last block of a level may be smaller. */
import type { ResourceSet } from "../../../ts/model/index.js";

/** Cores of a block of each level: 64 cores a cpu, 4 cpus a node, 24 nodes a switch. */
const SIZES = { switches: 24 * 4 * 64, nodes: 4 * 64, cpus: 64, cores: 1 };

/** Ranks from `first` to `last` as a set. */
function interval(first: number, last: number): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

/** The set of all resources of a site: ranks from 1 on, as the workloads of oar-scheduler-redox number them. */
export function allOf(resources: number): string {
  return interval(1, resources);
}

/** The blocks of a level in the order of the inventory, each a set. */
export function blocksOf(resources: number, level: keyof typeof SIZES): string[] {
  const size = SIZES[level];
  return Array.from({ length: Math.ceil(resources / size) }, (_, block) =>
    interval(block * size + 1, Math.min((block + 1) * size, resources)),
  );
}

/** A site with so many cores. */
export function siteOf(resources: number): ResourceSet {
  const levels = Object.keys(SIZES) as (keyof typeof SIZES)[];
  const hierarchy = Object.fromEntries(levels.map((level) => [level, blocksOf(resources, level)]));
  return { default: allOf(resources), hierarchy };
}
