/** A schedule: what a round decided, and why. */
import type { Assignment, Explanation, ReasonCode, ReservationOutcome, ScheduleData, Wait } from "../model/index.js";
import {
  type DecisionColumns,
  FIRST_REASON,
  HELD,
  PLACED,
  pack,
  type RoundColumns,
  type Wire,
  type WorkColumns,
} from "./columns.js";
import type { Rules } from "./encode/index.js";
import { explainJob, explanationOf, type Outcome, type SetNames } from "./explain/index.js";
import { type Answers, HookError, type HookFault } from "./hooks/index.js";
import type { Life } from "./instance.js";

const WAIT_KINDS = [null, "dependency", "resources", "other"] as const;

/** A number out of a column, without the object that V8 makes of it, which stays in whatever it is put into. */
function small(number: number): number {
  const integer = number | 0;
  return integer === number ? integer : number;
}

/** State and message of a reservation (R15.2, R15.3). */
function reservationOutcome(reason: ReasonCode | undefined): ReservationOutcome {
  switch (reason) {
    case undefined:
      return { state: "toAckReservation", message: "" };
    case "ar_too_old":
      return { state: "toError", message: "Reservation too old" };
    case "ar_quota":
      return { state: "toError", message: "This advance reservation cannot run due to quotas" };
    default:
      return { state: "toError", message: "This advance reservation cannot run" };
  }
}

/** A step of a round that is decided step by step. */
export interface Step {
  readonly wire: Wire;
  /** Whether it treated reservations. */
  readonly reserves: boolean;
}

/** A round, or a step of it, and what was decided. */
export interface Decided {
  name: string;
  /** The round; when it is decided step by step, its beginning. */
  round: RoundColumns;
  /** The jobs that were treated: those of the round, or of the step. */
  work: WorkColumns;
  /** The steps up to this one; none: the round was decided in one go. */
  steps: readonly Step[];
  /** Names the quota rules; `null`: quotas are off. */
  quotaRules: Rules | null;
  decisions: DecisionColumns;
  /** The texts of the sets of the decisions, by number. */
  sets: readonly string[];
  /** Names of the reasons, by their number. */
  reasonCodes: readonly string[];
  /** What hooks did wrong. */
  hookFaults: readonly HookFault[];
  /** The life of the module in which it was decided. */
  life: Life;
  /** What hooks answered, in this step and the steps before it. */
  answers: Answers;
}

/**
 * What a round decided. Its own fields are plain data, in the format of the test vectors.
 *
 * For {@link explain} it keeps, beside that data, the round in the columns that the module was given, and when it was
 * decided step by step what the steps before were given: some hundred bytes a job, each different text, set and
 * request once, the quota rules as written, and what hooks answered. It keeps nothing of the caller's, and calls no hook
 * again.
 */
export class Schedule implements ScheduleData {
  readonly name: string;
  readonly assignments: Record<string, Assignment | null> = {};
  readonly reasons: Record<string, ReasonCode> = {};
  /** Absent when no reservation was treated. */
  declare readonly reservations?: Record<string, ReservationOutcome>;
  readonly #round: Omit<Decided, "decisions" | "sets">;
  #hookErrors: readonly HookError[] | null = null;
  /** As in `DecisionColumns`. */
  readonly #waits: Pick<DecisionColumns, "waits" | "waitJobs">;
  /** As in `DecisionColumns`. */
  readonly #karmas: Float64Array;
  /** Rows of the jobs by id, made when it is asked for one. */
  #rows: ReadonlyMap<number, number> | null = null;

  /** @internal Made by an engine. The jobs of the columns are in the order of the decisions. */
  constructor({ decisions, sets: texts, ...round }: Decided) {
    this.name = round.name;
    this.#round = round;
    this.#waits = { waits: decisions.waits, waitJobs: decisions.waitJobs };
    this.#karmas = decisions.karmas;
    const { ids, reservations } = round.work.jobs;
    const { outcomes, moldables, begins, ends, sets } = decisions;
    const { assignments, reasons } = this;
    const reserved: Record<string, ReservationOutcome> = {};
    for (let row = 0; row < ids.length; row++) {
      const id = small(ids[row] as number);
      const outcome = outcomes[row] as number;
      if (outcome === PLACED) {
        assignments[id] = {
          moldable: small(moldables[row] as number),
          begin: small(begins[row] as number),
          end: small(ends[row] as number),
          resources: texts[sets[row] as number] as string,
        };
      } else if (outcome !== HELD) {
        assignments[id] = null;
        reasons[id] = round.reasonCodes[outcome - FIRST_REASON] as ReasonCode;
      }
      if (outcome !== HELD && !Number.isNaN(reservations[row])) reserved[id] = reservationOutcome(reasons[id]);
    }
    if (Object.keys(reserved).length > 0) this.reservations = reserved;
  }

  /**
   * What hooks did wrong: first what is no single job's, then a job after the other, in the order of the scenario.
   * Each job with the reason `hook_failed` has one. It is no field of the data.
   */
  get hookErrors(): readonly HookError[] {
    this.#hookErrors ??= Object.freeze(this.#round.hookFaults.map((fault) => new HookError(fault)));
    return this.#hookErrors;
  }

  /**
   * Why a job is where it is, or nowhere: what is in the way of one that is left out; of a placed one why not
   * earlier, and why these resources.
   *
   * The round is decided again up to that job, which takes as long as it took, and changes nothing. To know of all jobs
   * what they waited for, {@link waitsFor} is enough. The engine may have been disposed of.
   *
   * @param setNames writes a set of ranks by the numbers that others know the resources by, such as `resource_id`: for
   *   all sets of the explanation, and in its sentence. What it returns must be a set again. Default: ranks
   * @throws RangeError if the job is none of the waiting jobs of the round
   * @throws EngineCrashedError if the module has crashed since the round was decided, or does now
   * @throws ReentrancyError inside a hook
   */
  explain(jobId: number, setNames: SetNames | null = null): Explanation {
    const row = this.#rowOf(jobId);
    const { round, work, steps, life, answers, quotaRules, reasonCodes } = this.#round;
    const question = {
      round: pack(round),
      steps: steps.map(({ wire }) => wire),
      reserves: Uint8Array.from(steps, ({ reserves }) => (reserves ? 1 : 0)),
      hooks: answers.replay(),
    };
    return explanationOf(explainJob(life, question, row), {
      work,
      row,
      platform: round,
      rules: quotaRules,
      reasonCodes,
      setNames,
      outcome: this.#outcomeOf(jobId, row),
      outcomeOf: (job) => (this.assignments[job] === undefined ? undefined : this.#outcomeOf(job, this.#rowOf(job))),
    });
  }

  /**
   * What a placed job waited for; `null`: nothing, or it is not placed. It costs nothing, unlike {@link explain}.
   *
   * @throws RangeError if the job is none of the waiting jobs of the round
   */
  waitsFor(jobId: number): Wait | null {
    return this.#waitOf(jobId, this.#rowOf(jobId));
  }

  /**
   * The karma of a job (R4.5): the higher, the more its user and project have had of late, and asked for. It is computed
   * with the orders `FAIRSHARE` and `MULTIFACTOR`, for all waiting jobs that these order, also those that the limit of
   * the round cuts off. It is no field of the data.
   *
   * @returns `null`: it was not computed, as for a reservation; or sums and coefficients are so large that it is no number
   * @throws RangeError if the job is none of the waiting jobs of the round
   */
  karma(jobId: number): number | null {
    // Where no job has one there is no need for the rows, which are dear to make.
    if (this.#karmas.length === 0 && this.assignments[jobId] !== undefined) return null;
    const karma = this.#karmas[this.#rowOf(jobId)] as number;
    return Number.isNaN(karma) ? null : karma;
  }

  #rowOf(jobId: number): number {
    this.#rows ??= new Map(Array.from(this.#round.work.jobs.ids, (id, row) => [id, row]));
    const row = this.#rows.get(jobId);
    if (row === undefined) throw new RangeError(`this round has no job ${jobId}`);
    if (this.assignments[jobId] === undefined) throw new RangeError(`job ${jobId} was scheduled before this round`);
    return row;
  }

  #outcomeOf(jobId: number, row: number): Outcome {
    const assignment = this.assignments[jobId];
    if (assignment) return { assignment, waitsFor: this.#waitOf(jobId, row) };
    const hookFault = this.#round.hookFaults.find(({ job }) => job === jobId) ?? null;
    return { reason: this.reasons[jobId] as ReasonCode, hookFault };
  }

  #waitOf(jobId: number, row: number): Wait | null {
    const kind = this.assignments[jobId] ? (WAIT_KINDS[this.#waits.waits[row] as number] ?? null) : null;
    if (kind === null) return null;
    return { kind, job: kind === "other" ? null : (this.#waits.waitJobs[row] as number) };
  }
}
