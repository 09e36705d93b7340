/** Why a job is where it is, or nowhere: the data of `Schedule.explain`. */
import type { DelayCause, Holder, LeftOutCause } from "./causes.js";
import type { ReasonCode } from "./schedule.js";

/** Why a job is where it is. */
export type Explanation = LeftOut | Placed;

/** What every explanation has. */
interface Explained {
  /** Id of the job. */
  job: number;
  /** The same in one sentence of English. Dates are in UTC. What it quotes of the scenario is not made safe to print. */
  sentence: string;
  /**
   * What would come of each moldable for itself, in listed order. Empty when nothing was searched: a reservation, a job
   * with a hook, and a job that was left out for a reason before the search (R16.1, 1 to 4).
   */
  moldables: MoldableOutcome[];
}

/** A job that is not placed. */
export interface LeftOut extends Explained {
  placed: false;
  reason: ReasonCode;
  /** What is in the way. */
  cause: LeftOutCause;
}

/** A job that is placed. */
export interface Placed extends Explained {
  placed: true;
  /** First second, epoch. */
  begin: number;
  /** What kept it from starting earlier; `null` when it starts at its earliest date, now, and for a reservation. */
  waitsFor: Wait | null;
  /** Why it does not start earlier; `null` when it starts at once, and for a reservation. */
  cause: DelayCause | null;
  /** Why these resources: what each group of its request takes, in the order of search (R9.2). Empty with a hook. */
  groups: GroupTaken[];
}

/** What a placed job waited for. */
export interface Wait {
  /**
   * `dependency`: a required job ends just before (R6.1). `resources`: a job that held resources this
   * one takes ends just before. `other`: its container begins only then, quotas or a hook let it begin only then, or
   * what it takes was free before, but its groups then divided it in another way.
   */
  kind: "dependency" | "resources" | "other";
  /** Id of the job waited for; of several, the lowest. `null` for `other`. */
  job: number | null;
}

/** What would come of a moldable for itself. */
export interface MoldableOutcome {
  /** Id of the moldable. */
  moldable: number;
  /** When it would end, the last second; `null`: nowhere. */
  end: number | null;
  /** Why it would be nowhere; `null` where it is not. */
  reason: ReasonCode | null;
}

/** What a group of a request takes: of each level the first blocks that succeed, in the order of the inventory (R8.3). */
export interface GroupTaken {
  /** Index in `requests`. */
  group: number;
  /** What it asks for, parent first. */
  levels: [level: string, count: number][];
  resources: string;
  /**
   * Blocks of its first level that it did not get, though they come before the last one that it takes from and would do
   * if all were free.
   */
  passed: number;
  /** The first of them; `null`: there is none. */
  firstPassed: PassedOver | null;
}

/** A block that was passed over. */
export interface PassedOver {
  /** What of it meets the filter. */
  resources: string;
  /**
   * Who holds some of it in the window of the job. Nobody: another group of the request has it, or it is not there all
   * through the window.
   */
  holders: Holder[];
}
