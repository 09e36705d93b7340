/** Which requests for other walltimes are granted, and how much of them (section 10.1 of the database reference). */
import {
  INT4_MAX,
  type NextJob,
  type PerQueue,
  type RunningJob,
  type WalltimeChange,
  type WalltimeRequest,
  type WalltimeSituation,
} from "../../../database/index.js";
import { type JobTypes, mayJoin, readJobTypes } from "../../jobs/index.js";
import { secondsFor } from "./durations.js";

/** The settings that decide. */
export interface WalltimeSettings {
  /** The pad (R1.3). */
  readonly SCHEDULER_JOB_SECURITY_TIME: number;
  /** How long before the end of a job an increase is tried; 0: at any time. */
  readonly WALLTIME_CHANGE_APPLY_TIME: PerQueue | null;
  /** The most that is granted at once; 0: no limit. */
  readonly WALLTIME_INCREMENT: PerQueue | null;
}

/** A request that changes nothing now, and why: a phrase. */
export interface LeftRequest {
  readonly job: number;
  readonly why: string;
}

/** What becomes of the requests. */
export interface WalltimeDecision {
  /** What is granted, in the order of the decisions. */
  readonly changes: readonly (WalltimeChange & { readonly seconds: number })[];
  /** Requests that wait for a later round. */
  readonly left: readonly LeftRequest[];
  /** Requests whose rows make no sense. */
  readonly faults: readonly LeftRequest[];
}

/** A Running job whose types were read, and whose walltime may have changed. */
type Running<Job extends RunningJob> = Job & { readonly read: JobTypes };

/** The first second after a job, without the pad. */
const endOf = ({ start, suspended, walltime }: RunningJob): number => start + suspended + walltime;

/** Decides on all requests: those of containers first, then by ascending id. Each sees what was granted before it. */
export function decideWalltimes(
  situation: WalltimeSituation,
  settings: WalltimeSettings,
  now: number,
): WalltimeDecision {
  const read = <Job extends { id: number; types: readonly string[] }>(job: Job) => ({
    ...job,
    read: readJobTypes(job.id, job.types),
  });
  const containers = new Map(situation.containers.map((job) => [job.id, read(job)]));
  const nextJobs = new Map<number, NextJobRead[]>();
  for (const next of situation.nextJobs.map(read)) {
    for (const resource of next.resources) {
      const others = nextJobs.get(resource);
      if (others === undefined) nextJobs.set(resource, [next]);
      else others.push(next);
    }
  }
  const requests = situation.requests.map(read);
  const isContainer = ({ read: types }: { read: JobTypes }): boolean => types.container !== null;
  const ordered = [...requests.filter(isContainer), ...requests.filter((request) => !isContainer(request))];

  const [changes, left, faults]: [WalltimeDecision["changes"][number][], LeftRequest[], LeftRequest[]] = [[], [], []];
  for (const request of ordered) {
    const job = request.id;
    const fault = faultOf(request);
    if (fault !== null) {
      faults.push({ job, why: fault });
      continue;
    }
    const granted =
      request.pending < 0
        ? reduction(request, now)
        : increase(request, [...containers.values()], nextJobs, settings, now);
    if (typeof granted === "string") {
      left.push({ job, why: granted });
      continue;
    }
    const change = changeOf(request, granted);
    const numbers = [change.walltime, change.granted, change.grantedWithForce, change.grantedDelaying];
    if (numbers.some((number) => Math.abs(number) > INT4_MAX)) {
      faults.push({ job, why: `a change by ${granted} s is more than the columns hold` });
      continue;
    }
    changes.push(change);
    const container = containers.get(job);
    if (container !== undefined) containers.set(job, { ...container, walltime: change.walltime });
  }
  return { changes, left, faults };
}

function faultOf({ moldable, walltime, resources }: WalltimeRequest): string | null {
  if (moldable === null) return "it has no assigned moldable";
  if (walltime < 1) return `its walltime is ${walltime} s`;
  return resources.length === 0 ? "it has no assigned resources" : null;
}

/** By how much the job ends earlier: never before now, and with one second of walltime at least. */
function reduction(request: WalltimeRequest, now: number): number | string {
  const end = endOf(request);
  if (now >= end) return OVER;
  return Math.max(request.pending, now - end, 1 - request.walltime);
}

const OVER = "the job is about to be killed";

/** By how much the job may end later, or why it may not. */
function increase(
  request: Running<WalltimeRequest>,
  containers: readonly Running<RunningJob>[],
  nextJobs: NextJobs,
  settings: WalltimeSettings,
  now: number,
): number | string {
  const end = endOf(request);
  const pad = settings.SCHEDULER_JOB_SECURITY_TIME;
  if (now >= end) return OVER;
  let seconds = request.pending;
  if (!request.force) {
    const before = request.walltime - request.granted;
    const applied = secondsFor(settings.WALLTIME_CHANGE_APPLY_TIME, request.queue, before);
    if (applied > 0 && now < end - applied) return `it is tried from ${end - applied} on`;
    const most = secondsFor(settings.WALLTIME_INCREMENT, request.queue, before);
    if (most > 0) seconds = Math.min(seconds, most);
  }
  if (request.read.inner !== null) {
    const last = containersEnd(request, containers);
    if (last === null) return `no running container ${request.read.inner} holds its resources`;
    seconds = Math.min(seconds, last + 1 - pad - end);
    if (seconds <= 0) return "its container ends";
  }
  const next = nextStart(request, nextJobs);
  if (next !== null) seconds = Math.min(seconds, next - pad - end);
  return seconds > 0 ? seconds : `a job starts at ${next}`;
}

type NextJobRead = NextJob & { readonly read: JobTypes };
/** By resource, then by start. */
type NextJobs = ReadonlyMap<number, readonly NextJobRead[]>;

/**
 * The last second in which running containers of the job's name hold all its resources; `null`: one of the resources
 * is in none of them.
 */
function containersEnd(
  { id, read: { inner }, resources }: Running<WalltimeRequest>,
  containers: readonly Running<RunningJob>[],
): number | null {
  const ends = new Map<number, number>();
  for (const container of containers) {
    if (container.id === id || container.read.container !== inner || container.walltime < 1) continue;
    for (const resource of container.resources) {
      ends.set(resource, Math.max(endOf(container) - 1, ends.get(resource) ?? Number.NEGATIVE_INFINITY));
    }
  }
  let last = Number.POSITIVE_INFINITY;
  for (const resource of resources) last = Math.min(last, ends.get(resource) ?? Number.NEGATIVE_INFINITY);
  return Number.isFinite(last) ? last : null;
}

/**
 * When the first of the jobs starts that a longer job would meet: of the same slot set, on one of its resources. A
 * best-effort job does not count, nor one that may lie on the longer job: that one is there first.
 */
function nextStart(request: Running<WalltimeRequest>, nextJobs: NextJobs): number | null {
  const end = endOf(request);
  const party = { user: request.user, name: request.name, types: request.read };
  const isMet = (next: NextJobRead): boolean =>
    next.start >= end &&
    next.id !== request.id &&
    next.read.inner === request.read.inner &&
    !next.read.besteffort &&
    (next.reserved || !request.delayNextJobs) &&
    !mayJoin({ user: next.user, name: next.name, types: next.read }, party);
  let first: number | null = null;
  for (const resource of request.resources) {
    const met = nextJobs.get(resource)?.find(isMet);
    if (met !== undefined && (first === null || met.start < first)) first = met.start;
  }
  return first;
}

/** The rows of a request that is granted, in full or in part, or of a reduction, which is then done with. */
function changeOf(request: WalltimeRequest, seconds: number): WalltimeChange & { readonly seconds: number } {
  const { pending, force, delayNextJobs } = request;
  const rest = pending < 0 ? 0 : pending - seconds;
  const increase = Math.max(0, seconds);
  return {
    job: request.id,
    moldable: Number(request.moldable),
    oldWalltime: request.walltime,
    walltime: request.walltime + seconds,
    seconds,
    asked: { pending, force, delayNextJobs },
    pending: rest,
    granted: request.granted + seconds,
    grantedWithForce: request.grantedWithForce + (force ? increase : 0),
    grantedDelaying: request.grantedDelaying + (delayNextJobs ? increase : 0),
    force: force && rest !== 0,
    delayNextJobs: delayNextJobs && rest !== 0,
  };
}
