/** The present plan of a database: who runs, who is to run, who has no place. */
import {
  CURRENT_STATES,
  type JobOverview,
  type PlannedJob,
  readClock,
  readInventory,
  readOverview,
  readPlannedJobs,
  type Session,
  type Settings,
} from "../../../database/index.js";

/**
 * Where a job is: `current`, it has been launched and has not ended; `reserved`, an accepted reservation that waits;
 * `predicted`, a waiting job that a round has placed; `nowhere`.
 */
export type Place = "current" | "reserved" | "predicted" | "nowhere";

/** A job that has not ended. */
export interface PlanJob {
  readonly job: number;
  readonly user: string;
  /** Empty: it has none. */
  readonly name: string;
  readonly queue: string;
  readonly state: string;
  readonly place: Place;
  /** First second, epoch; `null`: it is nowhere. */
  readonly begin: number | null;
  /** Last second, epoch, with the pad; `null`: it is nowhere. */
  readonly end: number | null;
  /** Ids of what it holds or will hold, usable or not, ascending. */
  readonly resources: readonly number[];
  /** A few words on what is odd about it, or why it is nowhere; `null`: nothing. */
  readonly note: string | null;
}

/** The plan. */
export interface LivePlan {
  /** The date for which it was read, epoch seconds. */
  readonly now: number;
  /** Ids of the resources that can be used, ascending. */
  readonly usable: readonly number[];
  /** By start, then by id; those that are nowhere at the end. */
  readonly jobs: readonly PlanJob[];
}

/**
 * Reads the plan that users see, and the jobs that have launched since, from one snapshot.
 *
 * @param now Default: the clock of the database
 * @throws DatabaseError
 */
export function readLivePlan(session: Session, settings: Settings, now?: number): Promise<LivePlan> {
  return session.snapshot(async (queries) => {
    const date = now ?? (await readClock(queries));
    // Only ids are wanted: what the configuration says about levels and order is not needed.
    const arranged = { HIERARCHY_LABELS: [], SCHEDULER_RESOURCE_ORDER: [] };
    const inventory = await readInventory(queries, arranged);
    const planned = await readPlannedJobs(queries, settings, inventory, date, "shown");
    const places = new Map(planned.map((one) => [one.job.id, one]));
    const jobs = (await readOverview(queries)).map((job) => planJob(job, places.get(job.id)));
    const start = ({ begin }: PlanJob) => begin ?? Number.POSITIVE_INFINITY;
    return {
      now: date,
      usable: inventory.resources.filter(({ usable }) => usable).map(({ id }) => id),
      jobs: jobs.sort((a, b) => (start(a) === start(b) ? a.job - b.job : start(a) - start(b))),
    };
  });
}

function planJob(job: JobOverview, planned: PlannedJob | undefined): PlanJob {
  const { id, user, name, queue, state } = job;
  const place = placeOf(job, planned);
  const assignment = place === "nowhere" ? undefined : planned?.job.assignment;
  return {
    ...{ job: id, user, name, queue, state, place },
    begin: assignment?.begin ?? null,
    end: assignment?.end ?? null,
    resources: place === "nowhere" ? [] : (planned?.resources ?? []),
    note: noteOf(job, place),
  };
}

const CURRENT: ReadonlySet<string> = new Set(CURRENT_STATES);

/** The place that the last round gave to a job which is held since counts for nothing: the next one frees it. */
function placeOf({ state, reservation }: JobOverview, planned: PlannedJob | undefined): Place {
  if (planned === undefined) return "nowhere";
  if (CURRENT.has(state)) return "current";
  if (state !== "Waiting" && state !== "toAckReservation") return "nowhere";
  return reservation === "None" ? "predicted" : "reserved";
}

/** What keeps rounds from looking at a job, or from giving it a place. */
function noteOf({ state, reservation, queue, queueActive, killAsked }: JobOverview, place: Place): string | null {
  if (killAsked !== null) return "end asked for";
  if (state !== "Waiting") return null;
  if (queueActive === null) return `no queue ${queue}`;
  if (!queueActive) return `queue ${queue} not active`;
  if (place !== "nowhere") return null;
  if (reservation === "toSchedule") return "not examined";
  return reservation === "Scheduled" ? "lost from the plan" : "no place";
}
