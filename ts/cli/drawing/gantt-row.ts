/** What the two kinds of chart have in common. */
import type { Band } from "./grid.js";

/** One row of a chart: its label and its cells, already coloured. */
export interface GanttRow {
  readonly label: string;
  readonly cells: string;
}

/** Label of the resources from one band to another: `0-15`, or `7` for a single one. */
export function bandLabel(first: Band, last: Band = first): string {
  return first.first === last.last ? String(first.first) : `${first.first}-${last.last}`;
}
