/** The content of `oar.conf` as typed settings. */
import { describe } from "../../model/index.js";
import { ConfigurationError, type ConfigurationFault, place } from "./error.js";
import { KEYS, type Settings, SWITCHES } from "./keys.js";
import { readLines } from "./lines.js";

/** A configuration that can be used. */
export interface Configuration {
  /** Where it was read; `null`: there is no file, and all are defaults. */
  readonly file: string | null;
  readonly settings: Settings;
  /** What is odd but no fault, each with its place, on one line. */
  readonly warnings: readonly string[];
  /** The line of the assignment that holds, from 1; keys that are not given are missing. */
  readonly lines: ReadonlyMap<string, number>;
}

/**
 * Reads the content of `oar.conf`. Only keys in use are looked at: quota keys only with `QUOTAS=yes`, energy keys
 * only with an energy mode, those of walltime changes and of the karma only where they count.
 *
 * @param file the name for messages; `null`: there is no file
 * @throws ConfigurationError all faults together
 */
export function parseConfiguration(content: string, file: string | null = null): Configuration {
  const name = file ?? "oar.conf";
  const { values, ignored } = readLines(content);
  const warnings = ignored.map((line) => `${place(name, line, null)}: neither an assignment nor a comment, ignored`);
  const faults: ConfigurationFault[] = [];
  const lines = new Map<string, number>();
  const settings: Record<string, unknown> = {};
  // The keys without a condition first: they say which of the others are in use.
  const all = Object.entries(KEYS).map(([key, entry]) => ({ key, secret: false, only: undefined, ...entry }));
  const ordered = [...all.filter(({ only }) => only === undefined), ...all.filter(({ only }) => only !== undefined)];
  for (const { key, form, otherwise, only, secret } of ordered) {
    settings[key] = otherwise;
    const given = values.get(key);
    if (given === undefined || (only !== undefined && !SWITCHES[only](settings))) continue;
    const { line, text, fault } = given;
    lines.set(key, line);
    const read = fault === null ? form.read(text) : undefined;
    if (read === undefined) {
      const found = fault === null && !secret ? `, found ${describe(text)}` : "";
      const message = `${place(name, line, key)}: expected ${fault ?? form.expected}${found}`;
      faults.push({ file: name, line, key, message });
      continue;
    }
    settings[key] = read.value;
    if (read.warning !== undefined) warnings.push(`${place(name, line, key)}: ${describe(text)} ${read.warning}`);
  }
  if (faults.length > 0) throw new ConfigurationError(faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
  return { file, settings: settings as unknown as Settings, warnings, lines };
}
