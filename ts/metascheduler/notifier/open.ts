/** The notifier that the options of a command ask for. */
import type { Settings } from "../../database/index.js";
import type { Logger } from "../../engine/index.js";
import { NetworkNotifier } from "./network.js";
import type { Notifier } from "./notifier.js";
import { Recorder } from "./recorder.js";
import { openRecording } from "./recording.js";

/** Whether, and where, messages are only recorded. */
export interface RecordingOptions {
  /** Messages are added to this file, a JSON document a line, and not sent. Default: they are sent. */
  readonly file?: string | undefined;
  /** With `file`: addresses, `HOST:PORT`, of clients that do not answer. Default: none. */
  readonly refuse?: readonly string[] | undefined;
}

/**
 * Makes a notifier for one round, to be closed at its end.
 *
 * @throws RecordingError the file cannot be opened
 */
export function openNotifier(settings: Settings, log: Logger, { file, refuse = [] }: RecordingOptions = {}): Notifier {
  if (file === undefined) return new NetworkNotifier(settings, log);
  const recording = openRecording(file);
  return new Recorder({ settings, log, refuse, record: recording.add, close: recording.close });
}
