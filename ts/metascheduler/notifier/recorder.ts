/** The notifier that tells nobody: it records what would be sent. */
import type { ChangedJob, OarEvent, Settings } from "../../database/index.js";
import type { Logger } from "../../engine/index.js";
import { clientAddress, type ServicePorts } from "./address.js";
import { launchLine, launchPayload, oneLine, type Payload } from "./messages.js";
import type { AlmightyCommand, GretaMessage, NotificationTag, Notifier } from "./notifier.js";
import { wishOf } from "./wishes.js";

/** A message that would have been delivered. */
export interface SentMessage {
  /** `almighty`, `bipbip`, `greta` or `oarsub HOST:PORT`. */
  readonly to: string;
  /** The document; a text, without its line feed, to oarsub and to OAR 2's Almighty. */
  readonly message: string | Payload;
}

/** What a recorder works with. */
export interface RecorderOptions {
  readonly settings: ServicePorts & Pick<Settings, "METASCHEDULER_OAR3_WITH_OAR2">;
  readonly log: Logger;
  /** Given each message, in the order of the calls. */
  readonly record: (message: SentMessage) => void;
  /** Called by the first {@link Recorder.close}. Default: nothing. */
  readonly close?: () => void;
  /** Addresses, `HOST:PORT`, of clients that do not answer: nothing is recorded for them. Default: none. */
  readonly refuse?: readonly string[];
}

/** Records what would be sent. What owners of jobs would be told stands in the log alone. */
export class Recorder implements Notifier {
  readonly #options: RecorderOptions;
  readonly #refuse: ReadonlySet<string>;
  #closed = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#refuse = new Set(options.refuse);
  }

  async almighty(command: AlmightyCommand): Promise<void> {
    this.#record("almighty", { cmd: command });
  }

  async launch(job: number): Promise<void> {
    if (this.#options.settings.METASCHEDULER_OAR3_WITH_OAR2) this.#record("almighty", launchLine(job));
    else this.#record("bipbip", launchPayload(job));
  }

  async greta(message: GretaMessage): Promise<void> {
    this.#record("greta", { ...message });
  }

  async oarsub(infoType: string | null, text: string): Promise<boolean> {
    const address = clientAddress(infoType, this.#options.settings);
    if (address === null) return false;
    const name = `${address.host}:${address.port}`;
    if (this.#refuse.has(name)) return false;
    return this.#record(`oarsub ${name}`, oneLine(text));
  }

  async owner(job: ChangedJob, tag: NotificationTag, text: string): Promise<void> {
    const wish = wishOf(job.notify, tag);
    if (wish === null) return;
    this.#options.log.info?.("the owner of a job would be told", { job: job.id, tag, text, by: wish.kind });
  }

  async close(): Promise<readonly OarEvent[]> {
    if (!this.#closed) this.#options.close?.();
    this.#closed = true;
    return [];
  }

  #record(to: string, message: string | Payload): boolean {
    try {
      this.#options.record({ to, message });
      return true;
    } catch (error) {
      this.#options.log.error?.("a message was not recorded", { to, why: (error as Error).message });
      return false;
    }
  }
}

/** Keeps what would be sent: for rehearsals and tests. */
export class MemoryRecorder extends Recorder {
  /** The messages so far, in the order of the calls. */
  readonly sent: readonly SentMessage[];

  /** @param refuse see {@link RecorderOptions.refuse} */
  constructor(settings: RecorderOptions["settings"], log: Logger, refuse: readonly string[] = []) {
    const sent: SentMessage[] = [];
    super({ settings, log, refuse, record: (message) => void sent.push(message) });
    this.sent = sent;
  }
}
