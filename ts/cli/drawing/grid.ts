/** A plan cut into cells: bands of resources by columns of time. */
import type { Bar, Plan } from "./bars.js";
import { addSpan, forEachHeld } from "./held.js";
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
  /** The owner who holds most of the cell; of equals the one with the shortest job. */
  readonly owner: string;
  /**
   * That owner's job that holds most of it; of equals the shortest, so that a job is seen on top of the container it
   * runs in, and then the one with the lowest id.
   */
  readonly job: number;
  /** Share of the cell that is held by anybody, from above 0 to 1. */
  readonly busy: number;
}

/** Cells by band and column; `null` where nothing is held. */
export interface Grid {
  readonly bands: readonly Band[];
  readonly cells: readonly (readonly (Cell | null)[])[];
}

/** What a job holds of a cell, in resources times columns, and the seconds the whole job takes. */
interface Share {
  readonly owner: string;
  readonly length: number;
  area: number;
}

/** Shares of a cell by job, in ascending order of ids. */
type Shares = Map<number, Share>;

/** Cuts a plan into bands of `bandSize` resources (the last may have fewer) and the columns of the axis. */
export function gridOf(plan: Plan, axis: TimeAxis, bandSize: number): Grid {
  const positions = new Positions(plan.usable);
  const bands: Band[] = [];
  for (let first = 0; first < positions.size; first += bandSize) {
    const last = Math.min(first + bandSize, positions.size) - 1;
    bands.push({ first: positions.rankAt(first), last: positions.rankAt(last) });
  }
  const held = bands.map(() => new Array<number>(axis.columns).fill(0));
  forEachHeld(plan, positions, axis, ({ position, from, to }) => {
    addSpan(held[Math.floor(position / bandSize)] ?? [], from, to, 1);
  });
  const shares = bands.map(() => Array.from({ length: axis.columns }, (): Shares => new Map()));
  for (const bar of plan.bars) addBar(shares, bar, positions, axis, bandSize);
  const cells = shares.map((row, band) => {
    const height = Math.min(bandSize, positions.size - band * bandSize);
    return row.map((cell, column) => winner(cell, Math.min(1, (held[band]?.[column] ?? 0) / height)));
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
        if (cell !== undefined) addShare(cell, bar, (high - low + 1) * time);
      }
    }
  }
}

function addShare(cell: Shares, bar: Bar, area: number): void {
  const share = cell.get(bar.job);
  if (share !== undefined) share.area += area;
  else cell.set(bar.job, { owner: bar.owner, length: bar.end - bar.begin + 1, area });
}

function winner(cell: Shares, busy: number): Cell | null {
  const owners = new Map<string, { length: number; area: number }>();
  for (const { owner, area, length } of cell.values()) {
    const sum = owners.get(owner) ?? { area: 0, length };
    owners.set(owner, { area: sum.area + area, length: Math.min(sum.length, length) });
  }
  const owner = largest(owners);
  const job = largest([...cell].filter(([, share]) => share.owner === owner));
  return owner === undefined || job === undefined ? null : { owner, job, busy };
}

/** Areas that differ by less are equal: they are sums of fractions. */
const TOLERANCE = 1e-9;

/** The key with the largest area; of equals the one with the least length, and then the first. */
function largest<Key>(entries: Iterable<readonly [Key, { area: number; length: number }]>): Key | undefined {
  let best: { key: Key; area: number; length: number } | undefined;
  for (const [key, { area, length }] of entries) {
    const more = area - (best?.area ?? 0);
    if (more > TOLERANCE || (best !== undefined && more > -TOLERANCE && length < best.length)) {
      best = { key, area, length };
    }
  }
  return best?.key;
}
