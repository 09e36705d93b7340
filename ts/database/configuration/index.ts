/**
 * `oar.conf`: where it is, how its lines are read, and what each key means. Nothing in it is ever evaluated, and
 * unknown keys are ignored, since all programs of OAR share the file.
 */
export { checkColumns, type ResourceColumns } from "./columns.js";
export { type Configuration, parseConfiguration } from "./configuration.js";
export { ConfigurationError, type ConfigurationFault } from "./error.js";
export { DEFAULT_FILE, loadConfiguration } from "./file.js";
export { type Duration, INT4_MAX, type OrderColumn, type PerQueue } from "./forms.js";
export { KEYS, type Settings } from "./keys.js";
