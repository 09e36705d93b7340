/** What every step of a round is given. */
import type { Configuration, Settings, Writer } from "../../database/index.js";
import type { Engine, Logger } from "../../engine/index.js";
import type { Notifier } from "../notifier/notifier.js";
import type { Decision } from "./decision.js";

/** A round that is under way. */
export interface Round {
  readonly configuration: Configuration;
  /** Those of the configuration. */
  readonly settings: Settings;
  readonly engine: Engine;
  /** It was given, and is not to be disposed of when the round ends. */
  readonly engineStays?: boolean;
  /** All that is written goes through it; its session is what is read from. */
  readonly writer: Writer;
  readonly notifier: Notifier;
  readonly log: Logger;
  /** The date of the round, for everything that it does or writes. Epoch seconds. */
  readonly now: number;
  /** IANA zone of the local times in messages, and of the quotas' calendar. */
  readonly timeZone: string;
  /** Name of the user that runs the round, for the requests to end jobs. */
  readonly user: string;
  /** Variables for external schedulers, beside those of this process. Default: none. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Ends the programs that the round waits for: it is to be over. Default: nothing does. */
  readonly abort?: AbortSignal | undefined;
  /**
   * Aborted when the process was told to stop, and the programs that it runs perhaps too: one that fails then is not held
   * against its queue. Default: that is not known.
   */
  readonly stopping?: AbortSignal | undefined;
  /** Nothing may be done to the world: no programs are run. Default: it may. */
  readonly rehearsal?: boolean;
  /**
   * Told of what the queue groups came to, before it is written; `internal` mode only. When the plan is made again the
   * last one counts. Default: nobody.
   */
  readonly watch?: (decision: Decision) => void;
}
