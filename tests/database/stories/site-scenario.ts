/** Random resources of a site: as rows, and as what the rules are about. */
import type { ResourceSet } from "../../../ts/model/index.js";
import type { Dice } from "../../worlds/dice.js";
import type { CaseRow, Cell } from "../cases/case.js";
import { NOW, placeOf } from "./world.js";

/** How many resources there are. */
const COUNT = 10;

/** A resource with all its columns. */
export type Core = CaseRow & { readonly resource_id: number };

/** Resources in both forms. */
export interface DrawnSite {
  /** For the world, by id. */
  readonly rows: Readonly<Record<number, CaseRow>>;
  readonly config: Readonly<Record<string, string>>;
  /** By rank. */
  readonly cores: readonly Core[];
  readonly set: ResourceSet;
  usable(core: Core): boolean;
}

/** One column of an order: its name, whether it falls, whether NULL comes first. */
type Key = readonly [column: string, falling: boolean, nullsFirst: boolean];
const ORDERS: readonly (readonly [text: string, keys: readonly Key[]])[] = [
  ["resource_id ASC", [["resource_id", false, false]]],
  [
    "mem DESC, host",
    [
      ["mem", true, true],
      ["host", false, false],
    ],
  ],
  [
    "mem desc nulls last, resource_id desc",
    [
      ["mem", true, false],
      ["resource_id", true, false],
    ],
  ],
  ["mem NULLS FIRST", [["mem", false, true]]],
  [
    "scheduler_priority ASC, available_upto DESC, network_address",
    [
      ["scheduler_priority", false, false],
      ["available_upto", true, true],
      ["network_address", false, false],
    ],
  ],
];
const LABELS = [
  "switch,host,cpu,core,resource_id,network_address",
  "host, mem, core,resource_id",
  "switch,mem,host,core,resource_id",
];
/** Dates that withdraw nothing (R2.4). */
const NEVER: readonly Cell[] = [0, 1, 2_147_483_646, 2_147_483_647];

/** Draws a site. */
export function drawSite(dice: Dice): DrawnSite {
  const all = Array.from({ length: COUNT }, (_, index): Core => {
    const id = index + 1;
    return {
      resource_id: id,
      ...placeOf(id),
      type: id > 8 ? dice.pick(["licence", "default"]) : "default",
      state: dice.chance(0.7) ? "Alive" : dice.pick(["Absent", "Absent", "Suspected", "Dead"]),
      available_upto: dice.chance(0.7)
        ? 2_147_483_647
        : dice.pick([0, 1, 2_147_483_646, NOW - 5, NOW + 700, NOW + 3_000]),
      mem: dice.pick([null, 1, 3, 5]),
      scheduler_priority: dice.int(0, 1),
      ...(dice.chance(0.1) && { host: null }),
    };
  });
  const [order, keys] = dice.pick(ORDERS);
  const labels = dice.pick(LABELS);
  const cores = [...all].sort((one, other) => compare(one, other, [...keys, ["resource_id", false, false]]));
  const rows = Object.fromEntries(all.map(({ resource_id, ...row }) => [resource_id, row]));
  const config = { SCHEDULER_RESOURCE_ORDER: order, HIERARCHY_LABELS: labels };
  return {
    rows,
    config,
    cores,
    usable,
    set: setOf(
      cores,
      labels.split(",").map((label) => label.trim()),
    ),
  };
}

function compare(one: Core, other: Core, keys: readonly Key[]): number {
  for (const [column, falling, nullsFirst] of keys) {
    const [a, b] = [one[column] ?? null, other[column] ?? null];
    if (a === b) continue;
    if (a === null || b === null) return (a === null) === nullsFirst ? -1 : 1;
    return a < b === falling ? 1 : -1;
  }
  return 0;
}

/** R2.1, R2.4. */
function usable({ state, available_upto: date }: Core): boolean {
  return state === "Alive" || (state === "Absent" && date !== 0 && date !== 1);
}

function setOf(cores: readonly Core[], labels: readonly string[]): ResourceSet {
  const ranks = (condition: (core: Core) => boolean) =>
    cores.flatMap((core, rank) => (condition(core) ? [rank] : [])).join(" ");
  const values = (column: string) =>
    [...new Set(cores.filter(usable).map((core) => core[column] ?? null))].filter((value) => value !== null);
  const dates = values("available_upto").filter((date) => !NEVER.includes(date)) as number[];
  return {
    default: ranks((core) => usable(core) && core.type === "default"),
    usable: ranks(usable),
    hierarchy: Object.fromEntries(
      labels.map((label) => [
        label,
        values(label).map((value) => ranks((core) => usable(core) && core[label] === value)),
      ]),
    ),
    availableUpto: dates
      .sort((one, other) => one - other)
      .map((date) => [date, ranks((core) => usable(core) && core.available_upto === date)]),
    nbDefault: cores.filter(({ type }) => type === "default").length,
    nbDefaultNotDead: cores.filter(({ type, state }) => type === "default" && state !== "Dead").length,
  };
}
