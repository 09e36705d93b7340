/** Asking the platform, and checking what it answers. */
import { InputError, type Job, type RejectedJob, type SchedulerConfig } from "../../model/index.js";
import { type EncodedWork, encodeBeginning, encodeRoundSettings, encodeWork, type Work } from "../encode/steps.js";
import type { Warning } from "../encode/warning.js";
import type { CoreAccess } from "./core-access.js";
import type { Platform } from "./platform.js";
import { type Gathered, RedoxPlatform } from "./redox-platform.js";

/** What every platform has. */
const METHODS = [
  "fetchResourceSet",
  "fetchScheduledJobs",
  "fetchWaitingJobs",
  "fetchNewReservations",
  "saveAssignments",
  "saveReservations",
] as const;

/** What the caller of a function gives for a whole round. */
export interface RoundArguments<Session> {
  session: Session;
  config: SchedulerConfig;
  platform: Platform<Session>;
  now: number;
}

/**
 * Gathers what all groups of a round have in common.
 *
 * @param scheduledJobs `null`: the platform is asked for them
 * @throws InputError; and what the platform throws
 */
export async function gatherPlatform<Session>(
  access: CoreAccess,
  { session, config, platform, now }: RoundArguments<Session>,
  scheduledJobs: readonly Job[] | null,
): Promise<RedoxPlatform> {
  checkMethods(platform);
  const settings = encodeRoundSettings(now, config);
  const round = { config, now: settings.now };
  const resources = await platform.fetchResourceSet(session, round);
  const source = settings.config.quotas ? await platform.fetchQuotas?.(session, round) : undefined;
  const jobs = scheduledJobs ?? (await platform.fetchScheduledJobs(session, round));
  const { document: quotas, timeZone } = source ?? {};
  const beginning = encodeBeginning(settings, { resources, quotas, timeZone, scheduledJobs: jobs });
  access.warnOfOrder(settings.isCustom);
  warn(access, [...settings.warnings, ...beginning.warnings], beginning.rejected);
  // Whoever asks it later gives it the session that it came with.
  return new RedoxPlatform({ session, platform: platform as Platform<unknown>, round, settings, beginning });
}

/**
 * Gathers what a step works on.
 *
 * @param held ids of the jobs that hold resources in this round
 * @throws InputError; and what the platform throws
 */
export async function gatherWork(
  access: CoreAccess,
  { session, platform, round, settings }: Gathered,
  kind: Work["kind"],
  queues: readonly string[],
  held: ReadonlySet<number>,
): Promise<EncodedWork> {
  const work: Work = { settings, kind, queues, held, jobs: [], accounting: undefined, priority: undefined };
  if (kind === "reservations") {
    work.jobs = await platform.fetchNewReservations(session, round, queues[0] as string);
  } else {
    const jobs = await platform.fetchWaitingJobs(session, round, [...queues]);
    work.jobs = jobs;
    const ordered = !Array.isArray(jobs) || jobs.length > 0;
    if (ordered && settings.needsAccounting) {
      work.accounting = await platform.fetchAccounting?.(session, round, [...queues]);
    }
    if (ordered && settings.needsPriority) work.priority = await platform.fetchPriority?.(session, round);
  }
  const encoded = encodeWork(work);
  warn(access, [], encoded.rejected);
  return encoded;
}

function checkMethods(platform: unknown): void {
  if (typeof platform !== "object" || platform === null) {
    throw new InputError("wrong_type", ["platform"], "an object with the methods of a Platform", `${typeof platform}`);
  }
  for (const method of METHODS) {
    const found = typeof (platform as Record<string, unknown>)[method];
    if (found !== "function") {
      throw new InputError(found === "undefined" ? "missing" : "wrong_type", ["platform", method], "a function", found);
    }
  }
}

function warn(access: CoreAccess, warnings: readonly Warning[], rejected: readonly RejectedJob[]): void {
  for (const { message, details } of warnings) access.tell("warn", message, details);
  for (const { job, error } of rejected) access.tell("warn", "a job is left out", { job, error });
}
