/** The settings that name columns of `resources`, compared with the columns that there are. */
import type { Configuration } from "./configuration.js";
import { ConfigurationError, type ConfigurationFault, place } from "./error.js";
import type { Settings } from "./keys.js";

/** Something that knows the columns of `resources` by their exact names. */
export interface ResourceColumns {
  has(column: string): boolean;
  /** What is known of one. Default: rows can be sorted by any. */
  get?(column: string): { readonly type: string; readonly ordered: boolean } | undefined;
}

/** The columns that a setting names, by key. */
interface Named {
  readonly key: string;
  readonly columns: (settings: Settings) => readonly string[];
  /** Rows are sorted or grouped by them. */
  readonly sorts: boolean;
}

const NAMED: readonly Named[] = [
  { key: "HIERARCHY_LABELS", columns: (settings) => settings.HIERARCHY_LABELS, sorts: false },
  {
    key: "SCHEDULER_PRIORITY_HIERARCHY_ORDER",
    columns: (settings) => settings.SCHEDULER_PRIORITY_HIERARCHY_ORDER.columns,
    sorts: true,
  },
  {
    key: "SCHEDULER_RESOURCE_ORDER",
    columns: (settings) => settings.SCHEDULER_RESOURCE_ORDER.map(({ column }) => column),
    sorts: true,
  },
];

/**
 * Refuses a configuration that names a column that `resources` does not have, or sorts by one that has no order: each
 * statement with it would fail.
 *
 * @throws ConfigurationError one fault for each name
 */
export function checkColumns(configuration: Configuration, columns: ResourceColumns): void {
  const file = configuration.file ?? "oar.conf";
  const faults: ConfigurationFault[] = [];
  for (const { key, columns: named, sorts } of NAMED) {
    const line = configuration.lines.get(key) ?? null;
    for (const column of named(configuration.settings)) {
      const found = foundOf(column, columns, sorts);
      if (found === null) continue;
      faults.push({ file, line, key, message: `${place(file, line, key)}: expected columns ${found}` });
    }
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
}

/** What is wrong with a column; `null`: nothing. */
function foundOf(column: string, columns: ResourceColumns, sorts: boolean): string | null {
  const name = JSON.stringify(column);
  if (!columns.has(column)) return `of the table resources, found ${name}`;
  const known = columns.get?.(column);
  if (!sorts || known === undefined || known.ordered) return null;
  return `that rows can be sorted by, found ${name}, which is of type ${known.type}`;
}
