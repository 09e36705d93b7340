/**
 * Telling others: Almighty, the launcher, Greta, the clients that wait, the owners of jobs (sections 5.12 and 10.8 of
 * the database reference). One that tells them, and one that only records what it would tell.
 */
export { NetworkNotifier } from "./network.js";
export type { AlmightyCommand, GretaMessage, NotificationTag, Notifier } from "./notifier.js";
export { openNotifier, type RecordingOptions } from "./open.js";
export { MemoryRecorder, Recorder, type RecorderOptions, type SentMessage } from "./recorder.js";
export { RecordingError } from "./recording.js";
