/** A file in which messages are recorded, a JSON document a line. */
import { closeSync, openSync, writeSync } from "node:fs";
import { RedoxError } from "../../engine/node.js";
import type { SentMessage } from "./recorder.js";

/** A file for messages cannot be opened. */
export class RecordingError extends RedoxError {
  override readonly name = "RecordingError";
  readonly code = "cannot_record";
  /** The file, as it was named. */
  readonly file: string;

  constructor(file: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException;
    super(`${file}: messages cannot be recorded there (${code ?? message})`);
    this.file = file;
  }
}

/** Where messages are recorded. */
export interface Recording {
  /** Adds a message. @throws Error it cannot be written */
  add(message: SentMessage): void;
  close(): void;
}

/**
 * Opens a file to which messages are added, each at once, so that one that was recorded is there whatever happens then.
 *
 * @throws RecordingError
 */
export function openRecording(file: string): Recording {
  let descriptor: number;
  try {
    descriptor = openSync(file, "a");
  } catch (error) {
    throw new RecordingError(file, error);
  }
  return {
    add: (message) => void writeSync(descriptor, `${JSON.stringify(message)}\n`),
    close: () => closeSync(descriptor),
  };
}
