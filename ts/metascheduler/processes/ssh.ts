/** Programs on other hosts, by ssh (sections 10.4 and 10.8 of the database reference). */
import { ConfigurationError, type Settings } from "../../database/index.js";
import { failureOf, type ProcessOutcome, type ProcessRequest, runProcess } from "./run.js";
import { splitCommand } from "./split.js";

/** Something to be done on another host. */
export interface RemoteCommand {
  readonly host: string;
  /** For the shell that ssh begins there; made of {@link remoteWord}s. */
  readonly command: string;
  readonly abort?: AbortSignal;
}

/** A word for the shell of another host that stands for itself. */
export const remoteWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Runs a command on another host: `OPENSSH_CMD` as an argument vector, within `TIMEOUT_SSH`. There is no shell on this
 * one.
 *
 * @param run in place of {@link runProcess}
 * @returns why it did not end well, as a phrase; `null`: it did
 */
export async function runRemotely(
  settings: Pick<Settings, "OPENSSH_CMD" | "TIMEOUT_SSH">,
  { host, command, abort }: RemoteCommand,
  run: (request: ProcessRequest) => Promise<ProcessOutcome> = runProcess,
): Promise<string | null> {
  // ssh would take it for an option.
  if (!/^[^-\s]\S*$/.test(host)) return "that is no name of a host";
  let ssh: string[];
  try {
    ssh = splitCommand(settings.OPENSSH_CMD, "OPENSSH_CMD");
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  const argv = [...ssh, "-x", "-T", host, command];
  const outcome = await run({ argv, seconds: settings.TIMEOUT_SSH, ...(abort !== undefined && { abort }) });
  const failure = failureOf(outcome);
  return failure === null ? null : `ssh ${failure}`;
}
