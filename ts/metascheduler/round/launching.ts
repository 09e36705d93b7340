/** Who is killed and who is launched (sections 5.7 and 10.4 of the database reference): decisions alone. */
import type { CurrentJob, Launch, WaitingPlan } from "../../database/index.js";
import { hasExpired } from "./expiry.js";
import { Holders, type Typed, typed } from "./holders.js";
import { clock } from "./walltime/durations.js";

/** A job that is to make room. */
export type Victim = Typed<CurrentJob>;

/** What is to be done: kills and signals, or, if nobody has to make room, launches. */
export interface LaunchDecision {
  /** Jobs that have to make room, by ascending id: they are killed, signalled, or given time. */
  readonly kills: readonly number[];
  readonly signals: readonly Victim[];
  /** They were signalled before and still have time to checkpoint themselves. */
  readonly spared: readonly number[];
  /** By ascending id. */
  readonly launches: readonly Launch[];
  /** Jobs that are left out, and why. */
  readonly odd: readonly { readonly job: number; readonly why: string }[];
}

/** What is looked at. */
export interface LaunchSituation {
  /** Waiting jobs that are planned to start soon, by ascending id; nobody has asked for their end. */
  readonly due: readonly WaitingPlan[];
  /** By ascending id. */
  readonly current: readonly CurrentJob[];
  /** When jobs were first asked to checkpoint themselves since they were launched. Job id to epoch seconds. */
  readonly checkpoints: ReadonlyMap<number, number>;
  /** Epoch seconds. */
  readonly now: number;
}

/**
 * Decides. A candidate makes the best-effort jobs leave that are not compatible with it and hold one of its resources;
 * one that is best-effort itself makes nobody leave, and is not launched as long as somebody is in its way. As long as
 * somebody has to leave, nobody is launched. A reservation that has expired, as in a queue that is not active, does
 * neither: otherwise jobs would be killed for nothing, round after round.
 */
export function decideLaunches({ due, current, checkpoints, now }: LaunchSituation): LaunchDecision {
  const odd: { job: number; why: string }[] = [];
  const candidates = typed(due).filter((candidate) => {
    const { id, reserved, walltime } = candidate;
    if (reserved && hasExpired(candidate, now)) return false;
    if (walltime < 1) odd.push({ job: id, why: `its walltime is ${walltime}` });
    return walltime >= 1;
  });
  const jobs = typed(current);
  const holders = new Holders(jobs, ({ planned }) => planned, [...jobs, ...candidates]);
  const leaving = new Set<Victim>();
  const launchable: Typed<WaitingPlan>[] = [];
  for (const candidate of candidates) {
    const inTheWay = holders.inTheWayOf(candidate);
    const { besteffort } = candidate.types;
    if (!besteffort) for (const holder of inTheWay) if (holder.types.besteffort) leaving.add(holder);
    const free = !besteffort || inTheWay.length === 0;
    if (free && candidate.start <= now && candidate.alive) launchable.push(candidate);
  }
  const victims = jobs.filter((job) => leaving.has(job));
  const ways = victims.map((victim) => ({ victim, way: wayOut(victim, checkpoints, now) }));
  return {
    kills: ways.filter(({ way }) => way === "kill").map(({ victim }) => victim.id),
    signals: ways.filter(({ way }) => way === "signal").map(({ victim }) => victim),
    spared: ways.filter(({ way }) => way === "spare").map(({ victim }) => victim.id),
    launches: victims.length > 0 ? [] : launchable.map((candidate) => launch(candidate, now)),
    odd,
  };
}

/** How a job leaves. It is signalled once; whether that came through does not count. */
function wayOut(job: Victim, checkpoints: ReadonlyMap<number, number>, now: number): "kill" | "signal" | "spare" {
  if (job.checkpoint <= 0 || job.state !== "Running" || job.interactive) return "kill";
  const first = checkpoints.get(job.id);
  if (first === undefined) return "signal";
  return now <= first + job.checkpoint ? "spare" : "kill";
}

function launch({ id, moldable, reserved, ownStart, walltime }: Typed<WaitingPlan>, now: number): Launch {
  if (!reserved || ownStart >= now) return { job: id, moldable, late: null };
  const left = walltime - (now - ownStart);
  return { job: id, moldable, late: { walltime, left, clock: clock(left) } };
}
