/** Telling the owners of jobs (section 10.8 of the database reference, "User notifications"). */
import type { ChangedJob, OarEvent, Settings } from "../../database/index.js";
import type { Logger } from "../../engine/index.js";
import { Commands } from "./commands.js";
import { Mailer } from "./mail.js";
import { oneLine } from "./messages.js";
import type { NotificationTag } from "./notifier.js";
import { wishOf } from "./wishes.js";

/** The settings that telling owners depends on. */
export type OwnerSettings = Pick<
  Settings,
  "MAIL_SMTP_SERVER" | "MAIL_SENDER" | "SERVER_HOSTNAME" | "OPENSSH_CMD" | "TIMEOUT_SSH"
>;

/** Tells owners by mail, if the site has a server for it, or by a command of theirs. A failure stops nothing. */
export class Owners {
  readonly #settings: OwnerSettings;
  readonly #log: Logger;
  readonly #events: OarEvent[] = [];
  readonly #mailer: Mailer | null;
  readonly #commands: Commands;
  readonly #running: Promise<void>[] = [];

  constructor(settings: OwnerSettings, log: Logger) {
    const { MAIL_SMTP_SERVER: server, MAIL_SENDER: sender } = settings;
    this.#settings = settings;
    this.#log = log;
    this.#mailer = server === null || sender === null ? null : new Mailer(server, sender);
    this.#commands = new Commands(settings);
  }

  /** Begins to tell; nobody has to wait for it but {@link close}. */
  tell(job: ChangedJob, tag: NotificationTag, text: string): void {
    const wish = wishOf(job.notify, tag);
    if (wish === null) return;
    const details = { job: job.id, tag };
    if (wish.kind === "malformed") {
      this.#log.warn?.("the owner of a job was not told: jobs.notify has no known form", details);
    } else if (wish.kind === "exec") {
      this.#running.push(this.#command(wish.words, job, tag, text));
    } else if (this.#mailer === null) {
      this.#log.warn?.("the owner of a job was not told: MAIL_SMTP_SERVER and MAIL_SENDER are not set", details);
    } else {
      this.#mail(this.#mailer, wish.address, job, tag, text);
    }
  }

  /**
   * @param milliseconds how long what is under way is waited for; the rest is not sent
   * @returns an event for each mail that the server has taken, and for each command, however it ended
   */
  async close(milliseconds: number): Promise<readonly OarEvent[]> {
    await Promise.all([this.#mailer?.close(milliseconds), this.#commands.close(milliseconds)]);
    await Promise.all(this.#running);
    return [...this.#events];
  }

  async #mail(mailer: Mailer, to: string, job: ChangedJob, tag: NotificationTag, text: string): Promise<void> {
    const subject = oneLine(`*OAR* [${tag}] (${job.name ?? ""}) on ${this.#settings.SERVER_HOSTNAME}`);
    const why = await mailer.send({ to, subject, text: `Job ${job.id}: ${text}\n` });
    if (why === null) {
      const description = `Mail about ${tag} to ${to}`;
      this.#events.push({ type: "USER_MAIL_NOTIFICATION", job: job.id, description, toCheck: false });
    } else {
      this.#log.warn?.("the owner of a job was not told", { job: job.id, tag, why });
    }
  }

  async #command(words: readonly string[], job: ChangedJob, tag: NotificationTag, text: string): Promise<void> {
    const why = await this.#commands.run({ job, words, tag, text });
    const [type, end] = why === null ? ["USER_EXEC_NOTIFICATION", ""] : ["USER_EXEC_NOTIFICATION_ERROR", `: ${why}`];
    const description = `Command about ${tag} as ${job.user}${end}`;
    this.#events.push({ type, job: job.id, description, toCheck: false });
    if (why !== null) this.#log.warn?.("the owner of a job was not told", { job: job.id, tag, why });
  }
}
