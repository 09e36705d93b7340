/** A schedule: what a round decided, and why. */
import {
  type Assignment,
  type Explanation,
  formatProcSet,
  type ReasonCode,
  type ReservationOutcome,
  type ScheduleData,
  type Wait,
} from "../model/index.js";
import { type DecisionColumns, FIRST_REASON, HELD, PLACED, type WorkColumns } from "./columns.js";
import { HookError, type HookFault } from "./hooks/index.js";

const WAIT_KINDS = [null, "dependency", "resources", "other"] as const;

/** The texts of the sets, each made once however many jobs share it. */
function readSets({ setEnds, bounds }: DecisionColumns): string[] {
  const texts: string[] = [];
  let start = 0;
  for (const end of setEnds) {
    texts.push(formatProcSet(bounds.subarray(start, end)));
    start = end;
  }
  return texts;
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

/** What a round decided. Its own fields are plain data, in the format of the test vectors. */
export class Schedule implements ScheduleData {
  readonly name: string;
  readonly assignments: Record<string, Assignment | null> = {};
  readonly reasons: Record<string, ReasonCode> = {};
  /** Absent when no reservation was treated. */
  declare readonly reservations?: Record<string, ReservationOutcome>;
  readonly #waits = new Map<number, Wait>();
  readonly #hookFaults: readonly HookFault[];
  #hookErrors: readonly HookError[] | null = null;

  /** Made by an engine. `jobs` are in the order of `decisions`. */
  constructor(
    name: string,
    { ids, reservations }: Pick<WorkColumns["jobs"], "ids" | "reservations">,
    decisions: DecisionColumns,
    reasonCodes: readonly string[],
    hookFaults: readonly HookFault[],
  ) {
    this.name = name;
    this.#hookFaults = hookFaults;
    const outcomes: Record<string, ReservationOutcome> = {};
    const sets = readSets(decisions);
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row] as number;
      const outcome = decisions.outcomes[row] as number;
      if (outcome === PLACED) {
        this.assignments[id] = {
          moldable: decisions.moldables[row] as number,
          begin: decisions.begins[row] as number,
          end: decisions.ends[row] as number,
          resources: sets[decisions.sets[row] as number] as string,
        };
        const kind = WAIT_KINDS[decisions.waits[row] as number] ?? null;
        const job = kind === "other" ? null : (decisions.waitJobs[row] as number);
        if (kind !== null) this.#waits.set(id, { kind, job });
      } else if (outcome !== HELD) {
        this.assignments[id] = null;
        this.reasons[id] = reasonCodes[outcome - FIRST_REASON] as ReasonCode;
      }
      if (outcome !== HELD && !Number.isNaN(reservations[row])) outcomes[id] = reservationOutcome(this.reasons[id]);
    }
    if (Object.keys(outcomes).length > 0) this.reservations = outcomes;
  }

  /**
   * What hooks did wrong: first what is no single job's, then a job after the other, in the order of the scenario.
   * Each job with the reason `hook_failed` has one. It is no field of the data.
   */
  get hookErrors(): readonly HookError[] {
    this.#hookErrors ??= Object.freeze(this.#hookFaults.map((fault) => new HookError(fault)));
    return this.#hookErrors;
  }

  /**
   * Why a job is where it is, or nowhere.
   *
   * @throws RangeError if the job is none of the waiting jobs of the round
   */
  explain(jobId: number): Explanation {
    const assignment = this.assignments[jobId];
    if (assignment === undefined) throw new RangeError(`job ${jobId} is none of the waiting jobs of this round`);
    if (assignment === null) return { placed: false, reason: this.reasons[jobId] as ReasonCode };
    return { placed: true, begin: assignment.begin, waitsFor: this.#waits.get(jobId) ?? null };
  }
}
