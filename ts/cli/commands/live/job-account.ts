/** What is to be said of a job of a database, whatever its state: what a round decides about it, or why it does not. */
import type { JobOverview, PlannedJob } from "../../../database/index.js";
import type { Decision } from "../../../metascheduler/index.js";
import { type Explanation, formatPath } from "../../../model/index.js";
import { formatInstant, plural } from "../../style/index.js";
import type { DecidedRound } from "./decided.js";

/** A job and what a round makes of it. */
export interface JobAccount {
  readonly job: number;
  readonly state: string;
  readonly queue: string;
  readonly user: string;
  /** All of it in words, one sentence each. What it quotes of the job is not made safe to print. */
  readonly sentences: readonly string[];
  /** What the core says of it, its sets by `resource_id`; `null`: the round did not decide about it. */
  readonly explanation: Explanation | null;
  /** Property filters of it that are refused. */
  readonly filters: readonly RefusedFilter[];
}

/** A property filter that is refused. */
export interface RefusedFilter {
  /** The moldable that is invalid for it; `null`: the whole job is. */
  readonly moldable: number | null;
  readonly code: string;
  readonly message: string;
}

/** A round that was rehearsed, as far as accounts need it. */
export interface AccountedRound {
  /** Date of the round, epoch seconds. */
  readonly now: number;
  readonly decision: Decision;
  readonly decided: DecidedRound;
  /** Whether jobs have to make room before anything is launched. */
  readonly makesRoom: boolean;
  /** The plan that the round leaves. */
  readonly planned: ReadonlyMap<number, PlannedJob>;
}

/**
 * Gives account of a job.
 *
 * @param before the job as it is
 * @param after the job as the round would leave it
 * @throws EngineCrashedError
 */
export function accountOf(before: JobOverview, after: JobOverview, round: AccountedRound): JobAccount {
  const { id, state, queue, user } = before;
  const explanation = round.decided.explain(id);
  const filters = filtersOf(id, round.decision);
  const refused = filters.find(({ moldable }) => moldable === null);
  const first =
    refused === undefined
      ? (explanation?.sentence ?? rejection(id, round.decision) ?? stateSentence(before, round))
      : `Job ${id} is left out: ${refused.message}.`;
  const refusals = filters
    .filter(({ moldable }) => moldable !== null)
    .map(({ moldable, message }) => `Its moldable ${moldable} is left out: ${message}.`);
  const killed = before.killAsked === null || isOver(before) ? [] : [killSentence(before)];
  const sentences = [first, ...refusals, ...killed, ...outcomes(before, after, explanation, round)];
  return { job: id, state, queue, user, sentences, explanation, filters };
}

function filtersOf(id: number, { gathered }: Decision): RefusedFilter[] {
  const job = [...gathered.waiting, ...gathered.reservations].find((one) => one.job.id === id);
  return (job?.faults ?? []).map(({ moldable, error: { code, message } }) => ({ moldable, code, message }));
}

/** Why the core did not even look at it. */
function rejection(id: number, { steps, rejected }: Decision): string | null {
  const found = [...steps.flatMap((step) => step.rejected), ...rejected].find(({ job }) => job === id);
  if (found === undefined) return null;
  // The first two parts say where in a list of all jobs it is.
  const { path, expected, message } = found.error;
  const what = path.length > 2 ? `${formatPath(path.slice(2))}: expected ${expected}` : message;
  return `Job ${id} is left out of every round, since something is wrong with its rows: ${what}.`;
}

const isOver = ({ state }: JobOverview): boolean => state === "Terminated" || state === "Error";

function stateSentence(job: JobOverview, round: AccountedRound): string {
  const { id, state, queue, queueActive, message, stopTime, exitCode } = job;
  const place = placeWords(id, round);
  switch (state) {
    case "Terminated":
    case "Error": {
      const how = state === "Error" ? "in error" : exitCode === null ? "" : exitWords(exitCode);
      const when = stopTime > 0 ? ` at ${formatInstant(stopTime)}` : "";
      const why = state === "Error" && message !== "" ? `: ${message}` : "";
      return `Job ${id} has ended${when}${how === "" ? "" : `, ${how}`}${why}.`;
    }
    case "Hold":
      return `Job ${id} is held: no round looks at it before oarresume sends it back to the queue.`;
    case "toError":
      return `Job ${id} is going to end in error: ${message}.`;
    case "toAckReservation":
      return `Job ${id} is a reservation that was accepted, and whose client is to be told${place ?? ""}.`;
    case "Waiting":
      break;
    default:
      return `Job ${id} is ${state}${place ?? ", and nothing is assigned to it"}.`;
  }
  if (queueActive === null) return `Job ${id} waits in a queue that does not exist, ${queue}: no round looks at it.`;
  if (!queueActive) return `Job ${id} waits in the queue ${queue}, which is not active: no round looks at it.`;
  if (place !== null) return `Job ${id} is an accepted reservation${place}.`;
  return `Job ${id} is an accepted reservation that has no place in the plan, and no round gives it another.`;
}

/** Longest set that is written out. */
const SET_LENGTH = 48;

/** Where a job is that has its place already; `null`: it has none. */
function placeWords(id: number, { decision, decided }: AccountedRound): string | null {
  const place = decision.gathered.planned.find((one) => one.job.id === id);
  const assignment = decided.scenario.jobs.find((one) => one.id === id)?.assignment;
  if (place === undefined || assignment === undefined) return null;
  const { begin, end, resources } = assignment;
  const isShort = resources !== "" && resources.length <= SET_LENGTH;
  const where = isShort ? resources : plural(place.resources.length, "resource");
  return `, on ${where} from ${formatInstant(begin)} until ${formatInstant(end)} at the latest`;
}

/** A program's own code is kept times 256; anything else is what the system says of one that was ended. */
function exitWords(exitCode: number): string {
  return exitCode % 256 === 0 ? `with the exit code ${exitCode / 256}` : `with the status ${exitCode}`;
}

function killSentence({ killAsked, state }: JobOverview): string {
  const asked = `Its end was asked for at ${formatInstant(killAsked ?? 0)}, and is not done yet`;
  return state === "Waiting" ? `${asked}: it keeps its place, and is not launched.` : `${asked}.`;
}

/** What the rest of the round makes of it. */
function outcomes(
  before: JobOverview,
  after: JobOverview,
  explanation: Explanation | null,
  round: AccountedRound,
): string[] {
  const said: string[] = [];
  if (before.killAsked === null && after.killAsked !== null) {
    said.push("The round would ask for its end: it is a best-effort job, and in the way of another one.");
  }
  if (after.state !== before.state) said.push(stateChange(after));
  else if (explanation?.placed && explanation.begin <= round.now && before.reservation === "None") {
    said.push(...whyNotLaunched(before, round));
  }
  if (before.state === "Waiting" && before.reservation === "Scheduled") said.push(...moved(before.id, round));
  return said;
}

function stateChange({ state, message }: JobOverview): string {
  switch (state) {
    case "toLaunch":
      return "The round would launch it.";
    case "toAckReservation":
      return "The round would accept it, and tell its client.";
    case "Error":
    case "toError":
      return `The round would end it in error: ${message}`;
    default:
      return `The round would set its state to ${state}.`;
  }
}

/** A job whose start has come waits on. */
function whyNotLaunched({ killAsked }: JobOverview, { makesRoom }: AccountedRound): string[] {
  if (killAsked !== null) return [];
  if (makesRoom) return ["It would not be launched in this round: best-effort jobs have to make room first."];
  return ["It would not be launched yet: some of its resources are not Alive, or others still hold them."];
}

/** What becomes of the place of an accepted reservation. */
function moved(id: number, { decision, planned }: AccountedRound): string[] {
  const old = decision.gathered.planned.find((one) => one.job.id === id);
  const next = planned.get(id);
  if (old === undefined || next === undefined) return [];
  const said: string[] = [];
  const [was, will] = [old.job.assignment?.begin ?? 0, next.job.assignment?.begin ?? 0];
  if (will !== was) said.push(`The round would push its start to ${formatInstant(will)}: it waits for resources.`);
  const less = old.resources.length - next.resources.length;
  if (less > 0) said.push(`The round would go on without ${less} of its ${plural(old.resources.length, "resource")}.`);
  return said;
}
