/** What the caller is told about a scenario that is valid but hardly meant so. */

/** For the logger's `warn`. */
export interface Warning {
  message: string;
  /** Plain data. */
  details: Readonly<Record<string, unknown>>;
}
