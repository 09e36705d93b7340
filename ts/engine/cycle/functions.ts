/** The five functions: what each gathers, decides, saves and returns. */
import type { Job, RejectedJob, SchedulerConfig } from "../../model/index.js";
import type { Schedule } from "../schedule.js";
import type { Platform } from "./platform.js";
import type { RedoxPlatform } from "./redox-platform.js";
import type { RedoxSlotSets } from "./slot-sets.js";

/** What a function decided. */
export interface CycleResult {
  /** A line for each job that was treated, placed or left out; and why, for whoever asks. Its name is `""`. */
  readonly schedule: Schedule;
  /**
   * Jobs with which something is wrong: nothing was decided of them. After {@link CycleFunctions.scheduleCycleExternal}
   * scheduled jobs may be among them; what such a job holds is not seen.
   */
  readonly rejected: readonly RejectedJob[];
}

/**
 * The functions by which a meta-scheduler decides a round. Their names, and the order of what they take, are a
 * contract. `session`, `config` and `platform` are the caller's own.
 *
 * *External mode*: one `scheduleCycleExternal` for each queue group, each from the beginning. *Internal mode*:
 * `buildRedoxPlatform` and `buildRedoxSlotSets` once, then for each group `scheduleCycleInternal` and for each of its
 * queues `checkReservationJobs`. Where both must agree, and where OAR lets them differ: `ts/docs/five-functions.md`.
 *
 * All of them reject with
 *
 * - `InputError`: something is wrong with what the caller or the platform gave, other than with a single job;
 * - `HandleError`: see the handles; `EngineCrashedError`; `EngineLoadError`: the module could not be loaded;
 *   `ReentrancyError`: called by a hook, on an engine;
 * - whatever a method of the platform throws, unchanged.
 *
 * Nothing is decided, and nothing saved, unless everything was gathered. When a save fails the slot sets are stale:
 * they count jobs as placed that nobody has kept, so that every further call on them is a `HandleError`, `stale`.
 */
export interface CycleFunctions {
  /**
   * Decides one queue group from the beginning: what OAR's external schedulers do, in a process of their own.
   *
   * Gathers the resources, the quotas, the scheduled jobs and the group's waiting jobs. Decides where these go
   * (R4.1: 1 to 3, 4a and 4b). Saves what was placed. New reservations are not treated: the meta-scheduler examines
   * them afterwards, with {@link checkReservationJobs}.
   *
   * @param session handed to the platform as it is
   * @param config settings under the names of `oar.conf`
   * @param now date of the round in epoch seconds, from 0 to 2^31
   * @param queues names of the queues of one group; exactly `["besteffort"]` sees scheduled best-effort jobs (R5.5)
   */
  scheduleCycleExternal<Session>(
    session: Session,
    config: SchedulerConfig,
    platform: Platform<Session>,
    now: number,
    queues: readonly string[],
  ): Promise<CycleResult>;

  /**
   * Gathers what all queue groups of a round have in common: the resources, the quotas, and the scheduled jobs, which
   * the caller gives. Decides nothing, saves nothing.
   *
   * @param session handed to the platform as it is, also by the functions that take the `RedoxPlatform`
   * @param config settings under the names of `oar.conf`; read once, here
   * @param now date of the round in epoch seconds, from 0 to 2^31
   * @param scheduledJobs all jobs that hold resources already, each with its `assignment` (section 5 of the rules)
   * @returns plain data, which any number of slot sets can be built from
   */
  buildRedoxPlatform<Session>(
    session: Session,
    config: SchedulerConfig,
    platform: Platform<Session>,
    now: number,
    scheduledJobs: readonly Job[],
  ): Promise<RedoxPlatform>;

  /**
   * Makes the slot sets of a round (R4.1: 1 to 3). Gathers nothing, saves nothing.
   *
   * @returns a handle on state in the module; give it back with `dispose`, or `using`
   */
  buildRedoxSlotSets(redoxPlatform: RedoxPlatform): Promise<RedoxSlotSets>;

  /**
   * Decides one queue group in slot sets that remember the groups before.
   *
   * Gathers the group's waiting jobs. Decides where these go (R4.1, 4a and 4b). Saves what was placed.
   *
   * @param redoxPlatform what the slot sets were built from
   * @param activeQueues names of the active queues of one group; exactly `["besteffort"]` sees scheduled best-effort
   *   jobs (R5.5)
   */
  scheduleCycleInternal(
    redoxPlatform: RedoxPlatform,
    redoxSlotSets: RedoxSlotSets,
    activeQueues: readonly string[],
  ): Promise<CycleResult>;

  /**
   * Accepts or refuses the new reservations of one queue, after the waiting jobs of its group.
   *
   * Gathers the queue's new reservations. Decides them by ascending id (R4.1, 4c; section 15). Saves the outcomes,
   * and what the accepted ones hold.
   *
   * In external mode the slot sets are built anew from what the external scheduler has saved, and no group was
   * decided in them: there `besteffort` is a group of its own, and sees scheduled best-effort jobs (R5.5).
   *
   * @param redoxPlatform what the slot sets were built from
   * @param queue name of the queue
   */
  checkReservationJobs(redoxPlatform: RedoxPlatform, redoxSlotSets: RedoxSlotSets, queue: string): Promise<CycleResult>;
}
