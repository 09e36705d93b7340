/**
 * The daemon: rounds when somebody asks for one, or a period after the last; one leader for each database, by a lock
 * of the session that it writes with; health and metrics on a local port. It does not know what a round does.
 */
export { serve } from "./daemon.js";
export { EndpointError } from "./error.js";
export { jsonLog } from "./log.js";
export { type DaemonOptions, type Lead, type RoundOutcome, TIMES, type Times } from "./options.js";
export { runDaemonRound } from "./round.js";
