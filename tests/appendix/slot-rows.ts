/** The cases of 7.2: what is free in a slot set after jobs were held in it, or container windows added to it. */

/** A closed interval and the ranks that are free in it. */
export type Free = readonly [begin: number, end: number, ranks: string];

/** A row of the table. */
export interface SlotRow {
  id: string;
  /** The slots before. */
  initial: readonly Free[];
  /** Jobs that hold resources, or windows that are added: ranks, begin, walltime. */
  change: "hold" | "add";
  jobs: readonly (readonly [ranks: string, begin: number, walltime: number])[];
  /** The slots after. */
  expected: readonly Free[];
}

const LAST = 2147483648;

/** The slots of section 3.7. */
export const SLOTS_OF_3_7: readonly Free[] = [
  [0, 9, "1-32"],
  [10, 19, "1-16 28-32"],
  [20, 29, "1-8 30-32"],
];

const row = (
  id: string,
  initial: readonly Free[],
  jobs: SlotRow["jobs"],
  expected: readonly Free[],
  change: SlotRow["change"] = "hold",
): SlotRow => ({ id, initial, change, jobs, expected });

/** Rows of 7.2 that change a slot set. */
export const SLOT_ROWS: readonly SlotRow[] = [
  row(
    "SL-02",
    [[1, 25, "1-32"]],
    [["10-20", 5, 20]],
    [
      [1, 4, "1-32"],
      [5, 24, "1-9 21-32"],
      [25, 25, "1-32"],
    ],
  ),
  row(
    "SL-03",
    [[1, 20, "1-32"]],
    [["10-20", 5, 10]],
    [
      [1, 4, "1-32"],
      [5, 14, "1-9 21-32"],
      [15, 20, "1-32"],
    ],
  ),
  row(
    "SL-04",
    [[1, 21, "1-32"]],
    [["10-20", 1, 20]],
    [
      [1, 20, "1-9 21-32"],
      [21, 21, "1-32"],
    ],
  ),
  row(
    "SL-05",
    [[1, 20, "1-32"]],
    [["10-20", 1, 10]],
    [
      [1, 10, "1-9 21-32"],
      [11, 20, "1-32"],
    ],
  ),
  row(
    "SL-06",
    [
      [20, 69, "16-32"],
      [70, 2147483599, "1-32"],
      [2147483600, 2147483647, ""],
    ],
    [["16-30", 20, 60]],
    [
      [20, 69, "31-32"],
      [70, 79, "1-15 31-32"],
      [80, 2147483599, "1-32"],
      [2147483600, 2147483647, ""],
    ],
  ),
  row(
    "SL-07",
    [[10, LAST, ""]],
    [["10-50", 5, 10]],
    [
      [10, 14, "10-50"],
      [15, LAST, ""],
    ],
    "add",
  ),
  row(
    "SL-08",
    [[10, LAST, ""]],
    [
      ["40-50", 20, 200],
      ["10-20", 100, 30],
    ],
    [
      [10, 19, ""],
      [20, 99, "40-50"],
      [100, 129, "10-20 40-50"],
      [130, 219, "40-50"],
      [220, LAST, ""],
    ],
    "add",
  ),
  row(
    "SL-09",
    [[0, LAST, "1-20"]],
    [
      ["1-10", 0, 300],
      ["11-20", 0, 300],
    ],
    [
      [0, 299, ""],
      [300, LAST, "1-20"],
    ],
  ),
  row(
    "SL-10",
    [[10, 50, "1-32"]],
    [["10-20", 5, 20]],
    [
      [10, 24, "1-9 21-32"],
      [25, 50, "1-32"],
    ],
  ),
  row("SL-11", [[40, 100, "1-32"]], [["10-20", 5, 20]], [[40, 100, "1-32"]]),
  row(
    "SL-12",
    [[10, 50, "1-32"]],
    [["10-20", 45, 20]],
    [
      [10, 44, "1-32"],
      [45, 50, "1-9 21-32"],
    ],
  ),
  row("SL-13", [[10, 50, "1-32"]], [["10-20", 60, 20]], [[10, 50, "1-32"]]),
  row(
    "SL-17",
    SLOTS_OF_3_7,
    [["4-6", 5, 10]],
    [
      [0, 4, "1-32"],
      [5, 9, "1-3 7-32"],
      [10, 14, "1-3 7-16 28-32"],
      [15, 19, "1-16 28-32"],
      [20, 29, "1-8 30-32"],
    ],
  ),
  row(
    "SL-18",
    SLOTS_OF_3_7,
    [["4-6", -5, 20]],
    [
      [0, 9, "1-3 7-32"],
      [10, 14, "1-3 7-16 28-32"],
      [15, 19, "1-16 28-32"],
      [20, 29, "1-8 30-32"],
    ],
  ),
  row(
    "SL-21",
    [[1, 100, "1-32"]],
    [
      ["10-20", 5, 10],
      ["5-15 20-28", 30, 20],
    ],
    [
      [1, 4, "1-32"],
      [5, 14, "1-9 21-32"],
      [15, 29, "1-32"],
      [30, 49, "1-4 16-19 29-32"],
      [50, 100, "1-32"],
    ],
  ),
  row("SL-22", [[100, 200, "1-32"]], [["10-20", 90, 10]], [[100, 200, "1-32"]]),
];

/** Rows that intersect slots: what is free over a window of several. */
export const INTERSECTIONS: readonly { id: string; initial: readonly Free[]; windows: readonly Free[] }[] = [
  {
    id: "SL-01",
    initial: [
      [1, 10, "1-32"],
      [11, 20, "1-16 24-28"],
      [21, 30, "1-8 12-26"],
    ],
    windows: [[1, 30, "1-8 12-16 24-26"]],
  },
  {
    id: "SL-20",
    initial: SLOTS_OF_3_7,
    windows: [
      [0, 19, "1-16 28-32"],
      [10, 19, "1-16 28-32"],
      [0, 29, "1-8 30-32"],
    ],
  },
];
