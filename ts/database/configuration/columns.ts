/** The settings that name columns of `resources`, compared with the columns that there are. */
import type { Configuration } from "./configuration.js";
import { ConfigurationError, type ConfigurationFault, place } from "./error.js";

/** Something that knows the columns of `resources` by their exact names. */
export interface ResourceColumns {
  has(column: string): boolean;
}

const LISTS = ["HIERARCHY_LABELS", "SCHEDULER_PRIORITY_HIERARCHY_ORDER", "SCHEDULER_RESOURCE_ORDER"] as const;

/**
 * Refuses a configuration that names a column that `resources` does not have.
 *
 * @throws ConfigurationError one fault for each name
 */
export function checkColumns(configuration: Configuration, columns: ResourceColumns): void {
  const file = configuration.file ?? "oar.conf";
  const faults: ConfigurationFault[] = [];
  for (const key of LISTS) {
    const line = configuration.lines.get(key) ?? null;
    const value = configuration.settings[key];
    for (const item of "labels" in value ? value.labels : value) {
      const column = typeof item === "string" ? item : item.column;
      if (columns.has(column)) continue;
      const message = `${place(file, line, key)}: expected columns of the table resources, found ${JSON.stringify(column)}`;
      faults.push({ file, line, key, message });
    }
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
}
