/** The log of the backend's commands, as `LOG_LEVEL` and `LOG_FILE` of `oar.conf` ask for it. */
import { appendFileSync } from "node:fs";
import type { Settings } from "../database/index.js";
import type { Logger } from "../engine/node.js";
import { printable } from "./style/index.js";

const LEVELS = ["error", "warn", "info", "debug"] as const;

/** The word that means standard error. */
const STDERR = ":stderr:";

/**
 * A logger that writes a line for each message: date, level, message, and the details as JSON. It writes at once, so
 * that nothing is lost when the process dies. A file that cannot be written is told on standard error, once, where
 * the lines go from then on.
 *
 * @param program what it is the log of
 */
export function openLog(settings: Pick<Settings, "LOG_LEVEL" | "LOG_FILE">, program: string): Logger {
  let file = settings.LOG_FILE === STDERR ? null : settings.LOG_FILE;
  const write = (line: string): void => {
    try {
      appendFileSync(file ?? process.stderr.fd, `${line}\n`);
    } catch (error) {
      if (file === null) return;
      const why = (error as NodeJS.ErrnoException).code;
      const lost = file;
      file = null;
      write(`LOG_FILE ${printable(lost)} cannot be written (${why})`);
      write(line);
    }
  };
  const highest = Number(settings.LOG_LEVEL);
  const logger: { -readonly [Level in keyof Logger]: Logger[Level] } = {};
  for (const [number, level] of LEVELS.entries()) {
    if (number > highest) continue;
    logger[level] = (message, details) => {
      const more = details === undefined ? "" : ` ${JSON.stringify(details, plain)}`;
      write(`${new Date().toISOString()} ${program} ${level}: ${printable(message)}${printable(more)}`);
    };
  }
  return logger;
}

/** Errors as what they say: their fields are not enumerable. */
function plain(_key: string, value: unknown): unknown {
  return value instanceof Error ? { name: value.name, message: value.message } : value;
}
