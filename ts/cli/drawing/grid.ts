/** A plan cut into cells: bands of resources by columns of time. */
import type { Bar, Plan } from "./bars.js";
import { Positions } from "./positions.js";
import { columnLength, type TimeAxis } from "./time-axis.js";

/** Neighbouring resources that are drawn together. */
export interface Band {
  /** Lowest and highest rank. */
  readonly first: number;
  readonly last: number;
}

/** Who has a cell. */
export interface Cell {
  /** The owner who holds most of the cell; of equals the one whose job has the lowest id. */
  readonly owner: string;
  /** That owner's job that holds most of it; of equals the one with the lowest id. */
  readonly job: number;
  /** Share of the cell that is held by anybody, from above 0 to 1. */
  readonly busy: number;
}

/** Cells by band and column; `null` where nothing is held. */
export interface Grid {
  readonly bands: readonly Band[];
  readonly cells: readonly (readonly (Cell | null)[])[];
}

type Shares = Map<number, { readonly owner: string; area: number }>;

/** Cuts a plan into bands of `bandSize` resources (the last may have fewer) and the columns of the axis. */
export function gridOf(plan: Plan, axis: TimeAxis, bandSize: number): Grid {
  const positions = new Positions(plan.usable);
  const bands: Band[] = [];
  for (let first = 0; first < positions.size; first += bandSize) {
    const last = Math.min(first + bandSize, positions.size) - 1;
    bands.push({ first: positions.rankAt(first), last: positions.rankAt(last) });
  }
  const shares = bands.map(() => Array.from({ length: axis.columns }, (): Shares => new Map()));
  for (const bar of plan.bars) addBar(shares, bar, positions, axis, bandSize);
  const cells = shares.map((row, band) => {
    const height = Math.min(bandSize, positions.size - band * bandSize);
    return row.map((cell) => winner(cell, height * columnLength(axis)));
  });
  return { bands, cells };
}

function addBar(shares: Shares[][], bar: Bar, positions: Positions, axis: TimeAxis, bandSize: number): void {
  const length = columnLength(axis);
  const from = (Math.max(bar.begin, axis.begin) - axis.begin) / length;
  const to = (Math.min(bar.end + 1, axis.end) - axis.begin) / length;
  for (const stretch of positions.of(bar.resources)) {
    for (let band = Math.floor(stretch.first / bandSize); band * bandSize <= stretch.last; band += 1) {
      const low = Math.max(stretch.first, band * bandSize);
      const high = Math.min(stretch.last, (band + 1) * bandSize - 1);
      for (let column = Math.floor(from); column < to; column += 1) {
        const time = Math.min(to, column + 1) - Math.max(from, column);
        const cell = shares[band]?.[column];
        if (cell !== undefined) addShare(cell, bar, (high - low + 1) * time * length);
      }
    }
  }
}

function addShare(cell: Shares, bar: Bar, area: number): void {
  const share = cell.get(bar.job);
  if (share === undefined) cell.set(bar.job, { owner: bar.owner, area });
  else share.area += area;
}

function winner(cell: Shares, whole: number): Cell | null {
  const byOwner = new Map<string, number>();
  let held = 0;
  for (const { owner, area } of cell.values()) {
    byOwner.set(owner, (byOwner.get(owner) ?? 0) + area);
    held += area;
  }
  const owner = largest(byOwner);
  if (owner === undefined) return null;
  const jobs = new Map<number, number>();
  for (const [job, share] of cell) if (share.owner === owner) jobs.set(job, share.area);
  return { owner, job: largest(jobs) as number, busy: Math.min(1, held / whole) };
}

/** The key with the largest value; of equals the first. */
function largest<Key>(values: ReadonlyMap<Key, number>): Key | undefined {
  let best: Key | undefined;
  let size = 0;
  for (const [key, value] of values) {
    if (value <= size) continue;
    best = key;
    size = value;
  }
  return best;
}
