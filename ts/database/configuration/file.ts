/** Where `oar.conf` is. */
import { readFileSync } from "node:fs";
import { type Configuration, parseConfiguration } from "./configuration.js";
import { ConfigurationError } from "./error.js";

/** The file that is read when `OARCONFFILE` is not set. */
export const DEFAULT_FILE = "/etc/oar/oar.conf";

/**
 * Reads `path`, else the file that `OARCONFFILE` names, else {@link DEFAULT_FILE}. Only the last may be missing:
 * then all settings have their defaults.
 *
 * @param defaultFile in place of {@link DEFAULT_FILE}
 * @throws ConfigurationError the file cannot be read, or what is in it is wrong
 */
export function loadConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
  path?: string,
  defaultFile: string = DEFAULT_FILE,
): Configuration {
  const named = path ?? (environment.OARCONFFILE || undefined);
  const file = named ?? defaultFile;
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    if (named === undefined && code === "ENOENT") return parseConfiguration("");
    throw new ConfigurationError([{ file, line: null, key: null, message: `${file}: cannot be read (${code})` }]);
  }
  return parseConfiguration(content, file);
}
