/**
 * Telling others: Almighty, the launcher, Greta, the clients that wait, the owners of jobs (sections 5.12 and 10.8 of
 * the database reference). One that tells them, and one that only records what it would tell.
 */
export { NetworkNotifier, type NetworkOptions } from "./network.js";
export type { AlmightyCommand, GretaMessage, NotificationTag, Notifier } from "./notifier.js";
export { type RecordedMessage, Recorder, type RecorderOptions } from "./recorder.js";
export { openRecording, type Recording, RecordingError } from "./recording.js";
