/**
 * Running other programs: commands of the site, external schedulers. A program is always an argument vector, never text
 * for a shell; what goes wrong is an outcome, never an exception.
 */

export { type ExternalRun, type ExternalScheduler, runExternalScheduler } from "./external.js";
export { type OnLine, type ProcessOutcome, type ProcessRequest, runProcess } from "./run.js";
export { splitCommand } from "./split.js";
export { remoteWord, runRemotely } from "./ssh.js";
