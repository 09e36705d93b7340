/** The resources of the site, their ranks and how they are arranged (section 4.1 of the database reference). */
import type { ResourceSet } from "../../model/index.js";
import type { OrderColumn } from "../configuration/index.js";
import { quoteName } from "../filter/index.js";
import type { Queries } from "../session/index.js";
import { SENSIBLE } from "./odd.js";
import { setOfRanks } from "./ranks.js";

/** A resource; its rank is its place in the inventory. */
export interface Resource {
  readonly id: number;
  readonly type: string;
  readonly state: string;
  /** Name of the node; empty: it belongs to none. */
  readonly node: string;
  /** Alive, or Absent and able to wake up (R2.1, R2.4). */
  readonly usable: boolean;
}

/** All resources, usable or not. */
export interface Inventory {
  /** By rank. */
  readonly resources: readonly Resource[];
  /** Id to rank. */
  readonly rankOf: ReadonlyMap<number, number>;
  /** What the core is given: usable resources only. */
  readonly set: ResourceSet;
}

/** The settings that arrange the resources; their columns have been checked (see `checkColumns`). */
export interface InventorySettings {
  readonly HIERARCHY_LABELS: readonly string[];
  readonly SCHEDULER_RESOURCE_ORDER: readonly OrderColumn[];
}

/** Dates of `available_upto` that withdraw nothing (R2.4). */
const NEVER: ReadonlySet<number> = new Set([0, 1, 2_147_483_646, 2_147_483_647]);
/** Of these an Absent resource cannot be woken up (R2.4). */
const ASLEEP: ReadonlySet<number> = new Set([0, 1]);

/**
 * Reads the inventory. Where the configured order leaves a choice the lower id comes first. A resource whose row makes no
 * sense (see `readOddRows`) is none.
 */
export async function readInventory(queries: Queries, settings: InventorySettings): Promise<Inventory> {
  const labels = settings.HIERARCHY_LABELS;
  const order = [...settings.SCHEDULER_RESOURCE_ORDER.map(orderTerm), "resources.resource_id ASC"];
  const rows = await queries.run(
    `SELECT resource_id, type, state, network_address, available_upto
       ${labels.map((label, index) => `, ${quoteName(label)}::text AS label${index}`).join("")}
     FROM resources WHERE ${SENSIBLE.resources} ORDER BY ${order.join(", ")}`,
  );
  const resources: Resource[] = rows.map((row) => {
    const { resource_id: id, type, state } = row;
    const asleep = state === "Absent" && ASLEEP.has(Number(row.available_upto));
    const usable = state === "Alive" || (state === "Absent" && !asleep);
    return {
      id: Number(id),
      type: String(type),
      state: String(state),
      node: String(row.network_address ?? ""),
      usable,
    };
  });
  const ranks = [...resources.keys()];
  const usable = ranks.filter((rank) => resources[rank]?.usable);
  const isDefault = (rank: number): boolean => resources[rank]?.type === "default";
  const withdrawn = blocks(usable, (rank) => {
    const date = Number(rows[rank]?.available_upto);
    return NEVER.has(date) ? null : date;
  });
  return {
    resources,
    rankOf: new Map(resources.map(({ id }, rank) => [id, rank])),
    set: {
      default: setOfRanks(usable.filter(isDefault)),
      usable: setOfRanks(usable),
      hierarchy: Object.fromEntries(
        labels.map((label, index) => [
          label,
          [...blocks(usable, (rank) => rows[rank]?.[`label${index}`] ?? null).values()].map(setOfRanks),
        ]),
      ),
      availableUpto: [...withdrawn]
        .sort(([one], [other]) => one - other)
        .map(([date, set]): [number, string] => [date, setOfRanks(set)]),
      nbDefaultNotDead: ranks.filter((rank) => isDefault(rank) && resources[rank]?.state !== "Dead").length,
      nbDefault: ranks.filter(isDefault).length,
    },
  };
}

/** Ranks by what they have in common, in the order in which it comes first; `null`: with nobody. */
function blocks<Key>(ranks: readonly number[], keyOf: (rank: number) => Key | null): Map<Key, number[]> {
  const found = new Map<Key, number[]>();
  for (const rank of ranks) {
    const key = keyOf(rank);
    if (key === null) continue;
    const block = found.get(key);
    if (block === undefined) found.set(key, [rank]);
    else block.push(rank);
  }
  return found;
}

function orderTerm({ column, descending, nulls }: OrderColumn): string {
  const end = nulls === null ? "" : ` NULLS ${nulls.toUpperCase()}`;
  // Qualified: a bare name could mean a column of the result.
  return `resources.${quoteName(column)} ${descending ? "DESC" : "ASC"}${end}`;
}
