/** What is wrong with a configuration file, all of it in one error. */
import { RedoxError } from "../../engine/node.js";

/** One thing that is wrong, and its place. */
export interface ConfigurationFault {
  /** The file, as it was named. */
  readonly file: string;
  /** Line, from 1; `null`: the fault is of the file as a whole. */
  readonly line: number | null;
  /** The key; `null`: the fault is of the file as a whole. */
  readonly key: string | null;
  /** Place, what was expected and what was found, on one line. The value of a password is never in it. */
  readonly message: string;
}

/** The configuration cannot be used. Nothing was done with any of it. */
export class ConfigurationError extends RedoxError {
  override readonly name = "ConfigurationError";
  readonly code = "configuration";
  /** In the order of the lines; at least one. */
  readonly faults: readonly ConfigurationFault[];

  constructor(faults: readonly ConfigurationFault[]) {
    super(faults.map(({ message }) => message).join("\n"));
    this.faults = faults;
  }
}

/** The beginning of a message: file, line and key, as far as they are known. */
export function place(file: string, line: number | null, key: string | null): string {
  return [file, ...(line === null ? [] : [`line ${line}`]), ...(key === null ? [] : [key])].join(", ");
}
