/** Who is told what, and how it is told is nobody's business here (sections 5.12 and 10.8 of the database reference). */
import type { ChangedJob, OarEvent } from "../../database/index.js";

/** What Almighty understands of us. */
export type AlmightyCommand = "ChState" | "Qdel";

/** What Greta, OAR's energy daemon, understands. */
export type GretaMessage =
  | { readonly cmd: "HALT" | "WAKEUP"; readonly nodes: readonly string[] }
  | { readonly cmd: "CHECK" };

/** When owners of jobs want to be told: the tags of `jobs.notify` that a meta-scheduler uses. */
export type NotificationTag = "RUNNING" | "ERROR";

/**
 * Sends messages. To be used after what they tell of is committed. No method throws: what cannot be sent is told to
 * the log, since a lost message is made good by a later round.
 */
export interface Notifier {
  almighty(command: AlmightyCommand): Promise<void>;
  /** Tells the launcher that a job is to be launched. */
  launch(job: number): Promise<void>;
  greta(message: GretaMessage): Promise<void>;
  /**
   * Tells the program of a submitter that waits. Messages to one address are sent in the order of the calls.
   *
   * @param infoType `jobs.info_type`: `host:port`, `host:` or NULL
   * @param text one line, without a line feed at its end
   * @returns whether it was delivered
   */
  oarsub(infoType: string | null, text: string): Promise<boolean>;
  /** Tells the owner of a job, if they want to know. */
  owner(job: ChangedJob, tag: NotificationTag, text: string): Promise<void>;
  /**
   * Sends what is still under way, for at most five seconds, and ends. Calling it again does nothing more.
   *
   * @returns what of it belongs into `event_logs`: the mails that were sent, the commands that were run
   */
  close(): Promise<readonly OarEvent[]>;
}
