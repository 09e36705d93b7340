/** Mail to owners of jobs, over SMTP. The package is loaded only here, when there is something to send. */
import { isHostName } from "./address.js";
import { PATIENCE, settledWithin } from "./waiting.js";

/** A mail. */
export interface Mail {
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
}

/** Connections at one time. */
const MOST = 4;
const SMTP_PORT = 25;

/** What of the package is used. */
interface Transport {
  sendMail(mail: Mail & { readonly from: string }): Promise<unknown>;
  close(): void;
}

/** Sends mails, several at a time. */
export class Mailer {
  readonly #server: string;
  readonly #sender: string;
  readonly #patience: number;
  readonly #underWay = new Set<Promise<unknown>>();
  #transport: Promise<Transport> | null = null;

  /**
   * @param server `MAIL_SMTP_SERVER`: a host, or `host:port`
   * @param sender `MAIL_SENDER`
   * @param patience for each step with the server, in milliseconds. Default: 5000
   */
  constructor(server: string, sender: string, patience: number = PATIENCE) {
    this.#server = server;
    this.#sender = sender;
    this.#patience = patience;
  }

  /** @returns why the server has not taken it; `null`: it has */
  async send(mail: Mail): Promise<string | null> {
    this.#transport ??= this.#open();
    const sending = this.#transport.then((transport) => transport.sendMail({ ...mail, from: this.#sender }));
    this.#underWay.add(sending);
    try {
      await sending;
      return null;
    } catch (error) {
      return (error as Error).message;
    } finally {
      this.#underWay.delete(sending);
    }
  }

  /** Waits for what is under way, at most so long, and ends; the rest is not sent. */
  async close(milliseconds: number): Promise<void> {
    if (this.#transport === null) return;
    await settledWithin(Promise.allSettled(this.#underWay), milliseconds);
    // One that could not be opened has told so with each mail.
    await this.#transport.then(
      (transport) => transport.close(),
      () => undefined,
    );
  }

  async #open(): Promise<Transport> {
    const [, host = "", port] = /^([^:]*)(?::(\d{1,5}))?$/.exec(this.#server) ?? [];
    if (!isHostName(host)) throw new Error("MAIL_SMTP_SERVER is no name of a host");
    const package_ = await import("nodemailer").catch((error: Error) => {
      throw new Error(`the package nodemailer cannot be loaded: ${error.message}`);
    });
    return package_.default.createTransport({
      host,
      port: port === undefined ? SMTP_PORT : Number(port),
      pool: true,
      maxConnections: MOST,
      dnsTimeout: this.#patience,
      connectionTimeout: this.#patience,
      greetingTimeout: this.#patience,
      socketTimeout: this.#patience,
      // The site's relay may have a certificate of its own making: encrypted to somebody is better than not encrypted.
      tls: { rejectUnauthorized: false },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }
}
