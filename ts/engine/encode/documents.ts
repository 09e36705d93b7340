/** What a sort hook sees beside the columns: settings, consumption and weights, in frozen copies. */
import type { HookAccounting, HookConfig, HookPriority } from "../hooks/types.js";
import type { Fields } from "./reader.js";

/** Names and values as they were read; of a name that is there twice the last counts. */
export type Table = readonly (readonly [name: string, value: number])[];

/** Sums of consumption (R4.5). */
export interface Sums {
  asked: number;
  used: number;
  askedByProject: Table;
  usedByProject: Table;
  askedByUser: Table;
  usedByUser: Table;
}

/** What was read and may go by. */
export interface ReadDocuments {
  config: Fields;
  sums: Sums;
  /** All but the coefficients of queues, defaults included. */
  weights: Table;
  queueCoefs: Table;
}

/** The documents, each copied when it is asked for. */
export interface SortingDocuments {
  config(): HookConfig;
  accounting(): HookAccounting;
  priority(): HookPriority;
}

/** Makes the documents of what was read. */
export function sortingDocuments({ config, sums, weights, queueCoefs }: ReadDocuments): SortingDocuments {
  return {
    config: () => byName(Object.entries(config).filter(isSetting)),
    accounting: () =>
      Object.freeze({
        window: Object.freeze({ asked: sums.asked, used: sums.used }),
        byProject: Object.freeze({ asked: byName(sums.askedByProject), used: byName(sums.usedByProject) }),
        byUser: Object.freeze({ asked: byName(sums.askedByUser), used: byName(sums.usedByUser) }),
      }),
    priority: () =>
      Object.freeze({
        ...(Object.fromEntries(weights) as Omit<HookPriority, "queue_coefs">),
        queue_coefs: byName(queueCoefs),
      }),
  };
}

/** An object without prototype: no name means anything but itself. */
function byName<Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> {
  return Object.freeze(Object.assign(Object.create(null), Object.fromEntries(entries)));
}

function isSetting(entry: [string, unknown]): entry is [string, HookConfig[string]] {
  return ["string", "number", "boolean"].includes(typeof entry[1]);
}
