/** How waiting jobs are ordered (R4.4 to R4.6): settings, sums of consumption, the multifactor file. */
import { describe, InputError, LIMITS } from "../../model/index.js";
import { CUSTOM, type RoundColumns } from "../columns.js";
import type { Dictionary } from "./dictionary.js";
import { type SortingDocuments, type Sums, sortingDocuments, type Table } from "./documents.js";
import type { Fields, Reader } from "./reader.js";
import type { Warning } from "./warning.js";

const KINDS: ReadonlyMap<string, number> = new Map([
  ["FIFO", 0],
  ["FAIRSHARE", 1],
  ["MULTIFACTOR", 2],
  ["CUSTOM", CUSTOM],
]);
const UNKNOWN_ORDER = "unknown JOB_PRIORITY: the order is FIFO";
const FAIRSHARING = "SCHEDULER_FAIRSHARING_";
const ACCOUNTING_FIELDS: ReadonlySet<string> = new Set(["window", "byProject", "byUser"]);
const SUM_FIELDS: ReadonlySet<string> = new Set(["asked", "used"]);
const DEFAULT_AGE_COEF = 1.65e-6;
/** In the order of the columns, each with its default. */
const WEIGHTS = [
  ["age_weight", 0],
  ["age_coef", DEFAULT_AGE_COEF],
  ["queue_weight", 0],
  ["work_weight", 0],
  ["work_mode", 0],
  ["size_weight", 0],
  ["size_mode", 0],
  ["karma_weight", 0],
  ["qos_weight", 0],
  ["nice_weight", 0],
] as const;
const PRIORITY_FIELDS: ReadonlySet<string> = new Set(["queue_coefs", ...WEIGHTS.map((weight) => weight[0])]);
const target = () => /^\s*(\S+)\s*=>\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*$/;

/** An order as columns, and what is worth a warning. */
export interface EncodedRanking {
  columns: RoundColumns["ranking"];
  /** For sort hooks. */
  documents: SortingDocuments;
  warnings: readonly Warning[];
}

/** Reads what orders the jobs from `config`, `accounting` and `priority`; the reader is at the root. */
export function encodeRanking(
  reader: Reader,
  config: Fields,
  accounting: unknown,
  priority: unknown,
  dictionary: Dictionary,
): EncodedRanking {
  reader.path.push("config");
  const order = config.JOB_PRIORITY === undefined ? "FIFO" : reader.name(config.JOB_PRIORITY, "JOB_PRIORITY");
  const coefficients = [number(reader, config, `${FAIRSHARING}COEF_PROJECT`, 0)];
  for (const key of ["COEF_USER", "COEF_USER_ASK"]) coefficients.push(number(reader, config, FAIRSHARING + key, 1));
  const targets = [
    readTargets(reader, config, `${FAIRSHARING}PROJECT_TARGETS`, [["default", 21]]),
    readTargets(reader, config, `${FAIRSHARING}USER_TARGETS`, [["default", 22]]),
  ];
  reader.path.pop();
  const sums = readAccounting(reader, accounting);
  const { weights, queueCoefs } = readPriority(reader, priority);
  const documents = sortingDocuments({ config, sums, weights, queueCoefs });
  return {
    columns: {
      numbers: Float64Array.of(
        KINDS.get(order) ?? 0,
        ...coefficients,
        sums.asked,
        sums.used,
        ...weights.map(([, value]) => value),
      ),
      ...tableColumns([...targets, sums.usedByProject, sums.usedByUser, sums.askedByUser, queueCoefs], dictionary),
    },
    documents,
    warnings: KINDS.has(order) ? [] : [{ message: UNKNOWN_ORDER, details: { JOB_PRIORITY: order } }],
  };
}

/** Reads `{name => number, …}` with free spaces (R4.5); of a name that stands twice the last counts. */
function readTargets(reader: Reader, config: Fields, key: string, otherwise: Table): Table {
  if (config[key] === undefined) return otherwise;
  const text = reader.name(config[key], key).trim();
  const malformed = (): never => {
    throw new InputError("malformed", reader.at(key), "targets like {name => 25.5, other => 10}", describe(text));
  };
  if (!text.startsWith("{") || !text.endsWith("}")) malformed();
  const items = text.slice(1, -1).split(",");
  if (items.at(-1)?.trim() === "") items.pop();
  return items.map((item) => {
    const [, name, value] = target().exec(item) ?? malformed();
    return [name as string, Number(value)] as const;
  });
}

function readAccounting(reader: Reader, value: unknown): Sums {
  const fields: Fields = value === undefined ? {} : reader.object(value, ACCOUNTING_FIELDS, "accounting");
  reader.path.push("accounting");
  const part = (key: string): Fields => (fields[key] === undefined ? {} : reader.object(fields[key], SUM_FIELDS, key));
  const window = part("window");
  reader.path.push("window");
  const [asked, used] = [number(reader, window, "asked", 0), number(reader, window, "used", 0)];
  reader.path.pop();
  const [byProject, byUser] = [part("byProject"), part("byUser")];
  reader.path.push("byProject");
  const askedByProject = readTable(reader, byProject.asked, "asked");
  const usedByProject = readTable(reader, byProject.used, "used");
  reader.path[reader.path.length - 1] = "byUser";
  const usedByUser = readTable(reader, byUser.used, "used");
  const askedByUser = readTable(reader, byUser.asked, "asked");
  reader.path.length -= 2;
  return { asked, used, askedByProject, usedByProject, askedByUser, usedByUser };
}

function readPriority(reader: Reader, value: unknown): { weights: Table; queueCoefs: Table } {
  const fields: Fields = value === undefined ? {} : reader.object(value, PRIORITY_FIELDS, "priority");
  reader.path.push("priority");
  const weights = WEIGHTS.map(([name, otherwise]) => [name, number(reader, fields, name, otherwise)] as const);
  const queueCoefs = readTable(reader, fields.queue_coefs, "queue_coefs");
  reader.path.pop();
  return { weights, queueCoefs };
}

/** An object of numbers by name. */
function readTable(reader: Reader, value: unknown, key: string): Table {
  if (value === undefined) return [];
  const entries = Object.entries(reader.object(value, null, key));
  if (entries.length > LIMITS.items) {
    throw new InputError("too_large", reader.at(key), `at most ${LIMITS.items} names`, `${entries.length}`);
  }
  reader.path.push(key);
  const table = entries.map(([name, found]) => [reader.name(name, name), reader.number(found, name)] as const);
  reader.path.pop();
  return table;
}

function number(reader: Reader, fields: Fields, key: string, otherwise: number): number {
  return fields[key] === undefined ? otherwise : reader.number(fields[key], key);
}

function tableColumns(tables: readonly Table[], dictionary: Dictionary) {
  const tableEnds: number[] = [];
  const names: number[] = [];
  const values: number[] = [];
  for (const table of tables) {
    for (const [name, value] of table) {
      names.push(dictionary.text(name));
      values.push(value);
    }
    tableEnds.push(names.length);
  }
  return {
    tableEnds: Uint32Array.from(tableEnds),
    names: Uint32Array.from(names),
    values: Float64Array.from(values),
  };
}
