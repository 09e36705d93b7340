/** Random resources: holes in the ranks, and hierarchies that are nested, scattered, ragged or overlapping. */
import type { ResourceSet } from "../../ts/model/index.js";
import type { Dice } from "./dice.js";
import { rankText } from "./ranks.js";

/** Resources and what requests are made of. */
export interface RandomSite {
  resources: ResourceSet;
  /** Usable ranks, ascending. */
  usable: number[];
  /** Names of the levels, parents first. */
  levels: string[];
  /** Some blocks, for filters. */
  blocks: number[][];
}

/** How the blocks of a level are laid out. */
type Layout = "nested" | "crossing" | "scattered" | "overlapping" | "partial" | "single";

/** Names of the levels above the units. */
const UPPER_LEVELS = ["switch", "host", "cpu"];

/**
 * Makes the resources of a world.
 *
 * @param size most resources
 */
export function randomSite(dice: Dice, size: number): RandomSite {
  const usable = randomRanks(dice, dice.int(1, size));
  const levels = dice.some(UPPER_LEVELS, 0.75);
  const hierarchy: Record<string, string[]> = {};
  const blocks: number[][] = [usable];
  let parents = [usable];
  for (const level of levels) {
    const made = level === levels[0] || dice.chance(0.75) ? divide(dice, parents) : layOut(dice, usable);
    hierarchy[level] = arrange(dice, made).map(rankText);
    blocks.push(...made);
    parents = made;
  }
  if (levels.length === 0 || dice.chance(0.8)) {
    levels.push("resource_id");
    const units = dice.chance(0.1) ? dice.some(usable, 0.8) : usable;
    hierarchy.resource_id = (dice.chance(0.3) ? dice.shuffle(units) : units).map((rank) => `${rank}`);
  }
  if (dice.chance(0.05)) {
    levels.push("void");
    hierarchy.void = dice.chance(0.5) ? [] : [""];
  }
  return { resources: { ...inventory(dice, usable), hierarchy }, usable, levels, blocks };
}

/** Ascending ranks with holes, now and then a wide one. */
function randomRanks(dice: Dice, count: number): number[] {
  const holes = dice.pick([0, 0, 0.15, 0.4]);
  const ranks: number[] = [];
  let rank = dice.pick([0, 0, 0, 1, 31, 64]);
  while (ranks.length < count) {
    if (!dice.chance(holes)) ranks.push(rank);
    rank += dice.chance(0.02) ? 70 : 1;
  }
  return ranks;
}

/** Which resources are of type `default`; the others are licences, say. */
function inventory(dice: Dice, usable: number[]): Pick<ResourceSet, "default" | "usable"> {
  if (dice.chance(0.7)) return { default: rankText(usable) };
  return { default: rankText(dice.some(usable, 0.7)), usable: rankText(usable) };
}

/** Cuts every parent into blocks; the last one of each may be ragged. */
function divide(dice: Dice, parents: readonly number[][]): number[][] {
  const length = dice.int(1, 5);
  return parents.flatMap((parent) => chunks(parent, length));
}

function chunks(ranks: readonly number[], length: number): number[][] {
  const made: number[][] = [];
  for (let i = 0; i < ranks.length; i += length) made.push(ranks.slice(i, i + length));
  return made;
}

/** Blocks over all resources that need not respect those of another level. */
function layOut(dice: Dice, usable: readonly number[]): number[][] {
  const length = dice.int(1, 5);
  switch (dice.pick<Layout>(["nested", "crossing", "scattered", "overlapping", "partial", "single"])) {
    case "nested":
      return chunks(usable, length);
    case "crossing":
      return [usable.slice(0, 1), ...chunks(usable.slice(1), length)];
    case "scattered":
      return dealOut(dice.chance(0.5) ? usable : dice.shuffle(usable), Math.ceil(usable.length / length));
    case "overlapping":
      return usable.map((_, i) => usable.slice(i, i + length)).filter((_, i) => i % dice.int(1, 3) === 0);
    case "partial":
      return chunks(dice.some(usable, 0.7), length);
    case "single":
      return [[...usable]];
  }
}

/** Deals ranks out to blocks like cards. */
function dealOut(ranks: readonly number[], count: number): number[][] {
  const made: number[][] = Array.from({ length: count }, () => []);
  for (const [i, rank] of ranks.entries()) made[i % count]?.push(rank);
  return made;
}

/** The order of the inventory, which need not be that of the ranks; now and then with an empty block. */
function arrange(dice: Dice, blocks: number[][]): number[][] {
  const ordered = dice.chance(0.25) ? dice.shuffle(blocks) : blocks;
  return dice.chance(0.05) ? [...ordered, []] : ordered;
}
