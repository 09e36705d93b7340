/** Random moldables: valid ones of every kind, and every fault of R9.5. */
import type { Moldable, RequestGroup } from "../../ts/model/index.js";
import type { Dice } from "./dice.js";
import { rankText } from "./ranks.js";
import type { RandomSite } from "./sites.js";

/** What moldables of a world are drawn from. A small vocabulary makes requests that are the same. */
export interface Vocabulary {
  walltimes: number[];
  filters: string[];
  counts: number[];
  /** Probability that a request has something uncommon. */
  odd: number;
  /** Probability that a moldable asks for the same as an earlier one. */
  repeat: number;
  /** What moldables asked for so far. */
  known: RequestGroup[][];
}

/** Counts of no block (R9.5). */
const BAD_COUNTS = [0, -4, 1.5, -1000];
/** ALL, BEST, HALF_BEST. */
const SPECIAL_COUNTS = [-1, -2, -3];
/** Levels that no site has; two of them are names that every JavaScript object knows. */
const UNKNOWN_LEVELS = ["rack", "constructor", "__proto__", ""];

/** Filters: everything, a block, a part, nothing, and such with ids that are not usable (R2.1). */
export function randomFilter(dice: Dice, site: RandomSite): string {
  const all = rankText(site.usable);
  const most = site.usable.at(-1) ?? 0;
  switch (dice.int(0, 14)) {
    case 0:
      return rankText(dice.some(site.usable, 0.5));
    case 1:
      return rankText(dice.pick(site.blocks));
    case 2:
      return rankText([...dice.some(site.usable, 0.6), most + 1, most + 5, 1048575]);
    case 3:
      return `0-${most + 3}`;
    case 4:
      return dice.pick(["", rankText([most + 2]), "0-1048575", rankText(dice.some(site.usable, 0.8))]);
    default:
      return all;
  }
}

/** A moldable with an id. */
export function randomMoldable(dice: Dice, site: RandomSite, words: Vocabulary, id: number): Moldable {
  const bad = dice.chance(words.odd / 2);
  const walltime = bad && dice.chance(0.3) ? dice.pick([0, -5]) : dice.pick(words.walltimes);
  if (words.known.length > 0 && dice.chance(words.repeat)) {
    return { id, walltime, requests: structuredClone(dice.pick(words.known)) };
  }
  const requests = dice.times(bad && dice.chance(0.2) ? 0 : groupCount(dice), () => randomGroup(dice, site, words));
  words.known.push(requests);
  return { id, walltime, requests };
}

function groupCount(dice: Dice): number {
  return dice.chance(0.75) ? 1 : dice.int(2, 3);
}

function randomGroup(dice: Dice, site: RandomSite, words: Vocabulary): RequestGroup {
  const names = dice.some(site.levels, 0.4);
  if (names.length === 0) names.push(dice.pick(site.levels));
  if (dice.chance(words.odd)) names.push(dice.pick([...names, ...site.levels]));
  const ordered = dice.chance(words.odd) ? dice.shuffle(names) : names;
  const levels = ordered.map((name, depth): [string, number] => [
    dice.chance(words.odd / 8) ? dice.pick(UNKNOWN_LEVELS) : name,
    depth + 1 < ordered.length && dice.chance(0.6) ? 1 : randomCount(dice, words, blocksInside(site, ordered, depth)),
  ]);
  return { filter: dice.pick(words.filters), levels: dice.chance(words.odd / 15) ? [] : levels };
}

/** About how many blocks of a level one block of the level before it holds. */
function blocksInside(site: RandomSite, names: readonly string[], depth: number): number {
  const count = (name: string | undefined) => Math.max(1, site.resources.hierarchy[name ?? ""]?.length ?? 1);
  return Math.max(1, Math.floor(count(names[depth]) / count(names[depth - 1])));
}

/** A count, mostly one that `blocks` blocks can meet. */
function randomCount(dice: Dice, words: Vocabulary, blocks: number): number {
  if (dice.chance(words.odd / 10)) return dice.pick(BAD_COUNTS);
  if (dice.chance(words.odd)) return dice.pick(SPECIAL_COUNTS);
  const count = dice.pick(words.counts);
  return dice.chance(0.9) ? Math.min(count, blocks) : count;
}
