/** The daemon: connect, become leader, run rounds; from the beginning again when the database was lost. */
import { DatabaseError, type Leadership, NOTIFY_CHANNEL, type Session, tryLead } from "../../database/index.js";
import { Alarm } from "./alarm.js";
import { type DaemonState, type Endpoint, openEndpoint } from "./endpoint.js";
import { Metrics } from "./metrics.js";
import { type DaemonOptions, type Lead, type RoundOutcome, TIMES, type Times } from "./options.js";

/**
 * Serves until it is told to stop. Of all daemons on a database one leads: it runs a round each period, or as soon as
 * somebody sends NOTIFY on the channel `oar_redox`; the others wait. It writes with the session that holds the lock.
 *
 * An error of a round does not end it; with the session goes the lead, and another daemon may take it over.
 *
 * @throws EndpointError
 */
export async function serve(options: DaemonOptions): Promise<void> {
  await new Daemon(options).run();
}

class Daemon {
  readonly #options: DaemonOptions;
  readonly #times: Times;
  readonly #metrics = new Metrics();
  /** The daemon is to look up: it is to stop, does not lead any more, or a round is wanted. */
  readonly #alarm = new Alarm();
  #state: DaemonState = "connecting";
  #pause: number;

  constructor(options: DaemonOptions) {
    this.#options = options;
    this.#times = { ...TIMES, ...options.times };
    this.#pause = this.#times.backoff;
  }

  async run(): Promise<void> {
    const { log, port, stop } = this.#options;
    const ring = () => this.#alarm.ring();
    stop.addEventListener("abort", ring);
    let endpoint: Endpoint | null = null;
    if (port !== undefined) {
      endpoint = await openEndpoint(port, { state: () => this.#state, metrics: () => this.#metrics.text() });
      log.info?.("metrics and health are told", { address: `http://127.0.0.1:${endpoint.port}` });
    }
    try {
      while (!stop.aborted) {
        this.#state = "connecting";
        await this.#connected().catch((error: unknown) => this.#failed("the database was lost", error));
      }
    } finally {
      this.#state = "stopping";
      stop.removeEventListener("abort", ring);
      await endpoint?.close();
      log.info?.("stopped");
    }
  }

  /** One session, from its opening until it is lost or the daemon is to stop. */
  async #connected(): Promise<void> {
    const { log, stop, hurry } = this.#options;
    const session = await this.#opened();
    if (session === null) return;
    const abandoned = new AbortController();
    const onHurry = () => {
      if (!stop.aborted || abandoned.signal.aborted) return;
      log.warn?.("what is under way is abandoned");
      abandoned.abort();
      session.abandon();
    };
    const onStop = () => {
      this.#state = "stopping";
      timer = setTimeout(onHurry, this.#times.patience * 1000);
    };
    let timer: NodeJS.Timeout | undefined;
    stop.addEventListener("abort", onStop);
    hurry?.addEventListener("abort", onHurry);
    try {
      const lost = { is: false };
      // Somebody else may lead from then on, and run the same programs.
      const onLost = () => abandoned.abort();
      const leadership = await this.#becomeLeader(session, lost, onLost);
      if (leadership === null) return;
      this.#state = "leader";
      this.#metrics.leader = true;
      log.info?.("this daemon leads");
      await session.listen(NOTIFY_CHANNEL, () => this.#alarm.ring());
      const lead = { session, check: leadership.check, signal: abandoned.signal, stopping: stop };
      while (!stop.aborted && !lost.is) await this.#roundAndRest(lead);
      await leadership.release();
    } finally {
      this.#metrics.leader = false;
      this.#state = stop.aborted ? "stopping" : "connecting";
      await session.close();
      clearTimeout(timer);
      stop.removeEventListener("abort", onStop);
      hurry?.removeEventListener("abort", onHurry);
    }
  }

  /** Opens a session; `null`: the daemon is to stop. One that comes later is closed. */
  async #opened(): Promise<Session | null> {
    const { open, stop } = this.#options;
    const opening = open();
    const stopped = new AbortController();
    const told = new Promise<null>((resolve) => {
      stop.addEventListener("abort", () => resolve(null), { signal: stopped.signal });
    });
    const session = await Promise.race([opening, told]).finally(() => stopped.abort());
    if (session === null) void opening.then((late) => late.close()).catch(() => undefined);
    return session;
  }

  /** Tries again and again; `null`: the daemon is to stop. */
  async #becomeLeader(session: Session, lost: { is: boolean }, whenLost: () => void): Promise<Leadership | null> {
    const { log, stop } = this.#options;
    const onLost = (error: unknown) => {
      lost.is = true;
      log.warn?.("this daemon does not lead any more", { error });
      whenLost();
      this.#alarm.ring();
    };
    while (!stop.aborted) {
      const leadership = await tryLead(session, { lease: this.#times.lease, onLost });
      if (leadership !== null) return leadership;
      if (this.#state !== "standby") log.info?.("another daemon leads, this one stands by");
      this.#state = "standby";
      this.#pause = this.#times.backoff;
      await this.#still(this.#times.standby);
    }
    return null;
  }

  /** A round, and what is left of the time until the next one. */
  async #roundAndRest(lead: Lead): Promise<void> {
    const { log, round, stop } = this.#options;
    const { period, throttle } = this.#times;
    // This round sees what was asked for until now; what is asked for from now on it may not.
    this.#alarm.reset();
    const begin = performance.now();
    const elapsed = () => (performance.now() - begin) / 1000;
    let outcome: RoundOutcome | null = null;
    try {
      outcome = await round(lead);
    } catch (error) {
      const leads = await lead.check(lead.session).then(
        () => true,
        () => false,
      );
      if (!leads || stop.aborted) throw error;
      await this.#failed("a round failed", error);
    } finally {
      this.#metrics.round(elapsed(), outcome, Date.now() / 1000);
    }
    if (outcome === null) return;
    this.#pause = this.#times.backoff;
    log.info?.("a round has ended", { seconds: Math.round(elapsed() * 1000) / 1000, ...outcome });
    if (outcome.exitCode !== 1) await this.#alarm.wait(Math.max(0, period - elapsed()));
    await this.#still(throttle - elapsed());
  }

  /** Tells of an error and waits, each time twice as long. */
  async #failed(what: string, error: unknown): Promise<void> {
    const { log, stop } = this.#options;
    if (error instanceof DatabaseError) this.#metrics.databaseError(error.code);
    if (stop.aborted) {
      log.warn?.(what, { error });
      return;
    }
    const pause = this.#pause;
    log.error?.(what, { error, again: `in ${pause} s` });
    this.#pause = Math.min(pause * 2, this.#times.longestBackoff);
    await this.#still(pause);
  }

  /** Waits for so long whoever asks for a round, unless the daemon is to stop. */
  async #still(seconds: number): Promise<void> {
    const until = performance.now() + seconds * 1000;
    for (let left = seconds; left > 0 && !this.#options.stop.aborted; ) {
      await this.#alarm.wait(left);
      left = (until - performance.now()) / 1000;
    }
  }
}
