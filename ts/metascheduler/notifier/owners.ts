/** Telling the owners of jobs (section 10.8 of the database reference, "User notifications"). */
import type { ChangedJob, OarEvent, Settings } from "../../database/index.js";
import type { Logger } from "../../engine/index.js";
import { Mailer } from "./mail.js";
import { oneLine } from "./messages.js";
import type { NotificationTag } from "./notifier.js";
import { wishOf } from "./wishes.js";

/** The settings that mail depends on. */
export type MailSettings = Pick<Settings, "MAIL_SMTP_SERVER" | "MAIL_SENDER" | "SERVER_HOSTNAME">;

/**
 * Tells owners by mail, if the site has a server for it. Commands (`exec:`) are not run, only told to the log: OAR runs
 * them by ssh as the owner on the submission host, which a scheduler should not be able to do.
 */
export class Owners {
  readonly #settings: MailSettings;
  readonly #log: Logger;
  readonly #events: OarEvent[] = [];
  readonly #mailer: Mailer | null;

  constructor(settings: MailSettings, log: Logger) {
    const { MAIL_SMTP_SERVER: server, MAIL_SENDER: sender } = settings;
    this.#settings = settings;
    this.#log = log;
    this.#mailer = server === null || sender === null ? null : new Mailer(server, sender);
  }

  /** Begins to tell; nobody has to wait for it but {@link close}. */
  tell(job: ChangedJob, tag: NotificationTag, text: string): void {
    const wish = wishOf(job.notify, tag);
    if (wish === null) return;
    const details = { job: job.id, tag };
    if (wish.kind === "malformed") {
      this.#log.warn?.("the owner of a job was not told: jobs.notify has no known form", details);
    } else if (wish.kind === "exec") {
      this.#log.warn?.("the owner of a job was not told: commands of users are not run by this scheduler", details);
    } else if (this.#mailer === null) {
      this.#log.warn?.("the owner of a job was not told: MAIL_SMTP_SERVER and MAIL_SENDER are not set", details);
    } else {
      this.#mail(this.#mailer, wish.address, job, tag, text);
    }
  }

  /**
   * @param milliseconds how long what is under way is waited for; the rest is not sent
   * @returns an event for each mail that the server has taken
   */
  async close(milliseconds: number): Promise<readonly OarEvent[]> {
    await this.#mailer?.close(milliseconds);
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
}
