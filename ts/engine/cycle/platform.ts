/** What the five functions want to know, and what they give back: the interface that a caller implements. */
import type {
  Accounting,
  Assignment,
  Job,
  PriorityWeights,
  QuotaDocument,
  ReasonCode,
  ReservationOutcome,
  ResourceSet,
  SchedulerConfig,
} from "../../model/index.js";

/** What a method returns: a value, or a promise of it. */
export type Awaitable<Value> = Value | PromiseLike<Value>;

/** The round that is decided, as the caller gave it to the function. */
export interface RoundContext {
  /** The caller's own object, under the names of `oar.conf`. */
  readonly config: SchedulerConfig;
  /** Date of the round in epoch seconds (R1.2). */
  readonly now: number;
}

/** The quota document of a site, and the zone that its calendar follows. */
export interface QuotaSource {
  /** Content of `QUOTAS_CONF_FILE` (R12.1). Default: no limits. */
  document?: QuotaDocument;
  /** IANA zone. Default `"UTC"`. Without a calendar it has no effect. */
  timeZone?: string;
}

/** A job that has been placed. */
export interface PlacedJob {
  /** The very object that the platform gave. */
  readonly job: Job;
  readonly assignment: Assignment;
  /** The karma by which it was ordered (R4.5), for `jobs.last_karma`; `null`: as `Schedule.karma`. */
  readonly karma: number | null;
}

/** A new reservation that has been accepted or refused (R15.3). */
export interface TreatedReservation {
  /** The very object that the platform gave. */
  readonly job: Job;
  /** The state that the job goes to, and the message for it. */
  readonly outcome: ReservationOutcome;
  /** What it holds; `null`: it is refused. */
  readonly assignment: Assignment | null;
  /** Why it is refused; `null`: it is accepted. */
  readonly reason: ReasonCode | null;
}

/**
 * Where a round gets its data from, and what keeps its decisions: a database, memory, or whatever a caller has.
 *
 * Every method is handed the caller's `session`, at which the engine never looks, and the round. A function calls
 * them one after the other, never two at the same time, and never in the middle of a decision: it gathers, decides,
 * and commits. There is no call for a single job. What a method throws, or rejects with, is what the function
 * rejects with, unchanged; what comes of it, `ts/docs/five-functions.md` says.
 *
 * A value that is wrong is an `InputError` whose path begins with the name of what was asked for:
 * `resources`, `quotas`, `timeZone`, `scheduledJobs`, `waitingJobs`, `newReservations`, `accounting`, `priority`.
 * Only a job that is wrong does no harm to what is beside it: it is left out and reported, see `RejectedJob`.
 */
export interface Platform<Session = unknown> {
  /** The resources of the site, and how they are arranged. */
  fetchResourceSet(session: Session, round: RoundContext): Awaitable<ResourceSet>;

  /**
   * All jobs that hold resources already (section 5 of the rules), each with its `assignment`: what is running or
   * about to, accepted reservations, and what was placed for queues that came before. Their order does not matter.
   */
  fetchScheduledJobs(session: Session, round: RoundContext): Awaitable<readonly Job[]>;

  /**
   * The waiting jobs of these queues that are no new reservations. One that was placed earlier in the round is not
   * waiting any more; if it is there all the same, it is left out and reported.
   */
  fetchWaitingJobs(session: Session, round: RoundContext, queues: readonly string[]): Awaitable<readonly Job[]>;

  /** The new reservations of a queue, each with the requested start in `reservation`. */
  fetchNewReservations(session: Session, round: RoundContext, queue: string): Awaitable<readonly Job[]>;

  /**
   * The sums of consumption of these queues (R4.5). Asked for when `JOB_PRIORITY` is `FAIRSHARE`, `MULTIFACTOR` or
   * `CUSTOM`, once for each group that has jobs. Default: zeros.
   */
  fetchAccounting?(session: Session, round: RoundContext, queues: readonly string[]): Awaitable<Accounting | undefined>;

  /**
   * Content of `PRIORITY_CONF_FILE` (R4.6). Asked for when `JOB_PRIORITY` is `MULTIFACTOR` or `CUSTOM`, once for
   * each group that has jobs. Default, and what a platform returns that cannot read it: no weights, which is FIFO (R4.4).
   */
  fetchPriority?(session: Session, round: RoundContext): Awaitable<PriorityWeights | undefined>;

  /** The quotas. Asked for when `QUOTAS` is `"yes"`, once for each gathering. Default: no limits. */
  fetchQuotas?(session: Session, round: RoundContext): Awaitable<QuotaSource | undefined>;

  /**
   * Keeps what was decided of waiting jobs, all of it or nothing. Not called when no job was placed. What it returns
   * is not looked at.
   */
  saveAssignments(session: Session, round: RoundContext, placed: readonly PlacedJob[]): Awaitable<unknown>;

  /**
   * Keeps what was decided of new reservations, all of it or nothing. Not called when there was none. What it returns
   * is not looked at.
   */
  saveReservations(session: Session, round: RoundContext, treated: readonly TreatedReservation[]): Awaitable<unknown>;
}
