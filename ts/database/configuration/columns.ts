/** The settings that name columns of `resources`, compared with the columns that there are. */
import type { Configuration } from "./configuration.js";
import { ConfigurationError, type ConfigurationFault, place } from "./error.js";
import type { Settings } from "./keys.js";

/** Something that knows the columns of `resources` by their exact names. */
export interface ResourceColumns {
  has(column: string): boolean;
}

/** The columns that a setting names, by key. */
const NAMED: readonly (readonly [key: string, columns: (settings: Settings) => readonly string[]])[] = [
  ["HIERARCHY_LABELS", (settings) => settings.HIERARCHY_LABELS],
  ["SCHEDULER_PRIORITY_HIERARCHY_ORDER", (settings) => settings.SCHEDULER_PRIORITY_HIERARCHY_ORDER.columns],
  ["SCHEDULER_RESOURCE_ORDER", (settings) => settings.SCHEDULER_RESOURCE_ORDER.map(({ column }) => column)],
];

/**
 * Refuses a configuration that names a column that `resources` does not have.
 *
 * @throws ConfigurationError one fault for each name
 */
export function checkColumns(configuration: Configuration, columns: ResourceColumns): void {
  const file = configuration.file ?? "oar.conf";
  const faults: ConfigurationFault[] = [];
  for (const [key, named] of NAMED) {
    const line = configuration.lines.get(key) ?? null;
    for (const column of named(configuration.settings)) {
      if (columns.has(column)) continue;
      const message = `${place(file, line, key)}: expected columns of the table resources, found ${JSON.stringify(column)}`;
      faults.push({ file, line, key, message });
    }
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
}
