/** The log of a daemon: a line of JSON for each thing that it has to say. */
import type { Logger } from "../../engine/index.js";
import { RedoxError } from "../../engine/node.js";

const LEVELS = ["error", "warn", "info", "debug"] as const;

/**
 * A logger whose lines hold `time`, `level`, `message` and the details. Of an error its name, code and message are
 * told, and where it came from if it is a mistake of ours.
 *
 * @param level 0: errors only, to 3: everything, as `LOG_LEVEL` has it
 * @param write is given each line, without a line feed
 */
export function jsonLog(level: number, write: (line: string) => void): Required<Logger> {
  const at = (name: (typeof LEVELS)[number]) => (message: string, details?: Readonly<Record<string, unknown>>) => {
    if (LEVELS.indexOf(name) > level) return;
    write(JSON.stringify({ time: new Date().toISOString(), level: name, message, ...details }, plain));
  };
  return { error: at("error"), warn: at("warn"), info: at("info"), debug: at("debug") };
}

function plain(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (!(value instanceof Error)) return value;
  const { name, message } = value;
  return {
    name,
    ...("code" in value && { code: value.code }),
    message,
    ...(!isKnown(value) && { stack: value.stack }),
  };
}

/** Errors with a code say all that there is to say. The engine has a copy of the class of its own. */
function isKnown(error: Error): boolean {
  return error instanceof RedoxError || "code" in error;
}
