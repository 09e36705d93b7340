/**
 * `oar-scheduler-redox/metascheduler`, for programs in Node: a round on an OAR database, the planning of one queue as
 * an external scheduler does it, the daemon, and what they tell others by.
 */
export {
  type DaemonOptions,
  EndpointError,
  type Lead,
  type RoundOutcome,
  serve,
  type Times,
} from "./daemon/index.js";
export {
  type AlmightyCommand,
  type GretaMessage,
  MemoryRecorder,
  type NotificationTag,
  type Notifier,
  openNotifier,
  RecordingError,
  type RecordingOptions,
  type SentMessage,
} from "./notifier/index.js";
export type { Round } from "./round/context.js";
export { planQueue } from "./round/kamelot.js";
export { closeRound, openRound, type RoundOptions } from "./round/open.js";
export { type RoundExitCode, type RoundReport, runRound } from "./round/round.js";
