/** What a scheduling round decides, in the format of the scheduling vectors. */
import type { InputError } from "./errors.js";

/** Why a job is not placed (section 16; reservations: R15.2). */
export type ReasonCode = OrdinaryReason | ReservationReason;

/** Reasons of ordinary jobs (R16.1); `hook_failed`: a hook was at fault (R17.2). */
export type OrdinaryReason =
  | "round_limit"
  | "invalid_request"
  | "unknown_level"
  | "dependency"
  | "no_slot_set"
  | "quota"
  | "quota_horizon"
  | "no_resources"
  | "hook_failed";

/** Reasons that only a new advance reservation can have (R15.2). */
export type ReservationReason = "ar_too_old" | "ar_out_of_range" | "ar_no_resources" | "ar_quota";

/** Where and when a job is placed. */
export interface Assignment {
  /** Id of the moldable that was chosen (R9.4). */
  moldable: number;
  /** First second, epoch. */
  begin: number;
  /** Last second, epoch, inclusive: `begin + walltime + pad - 1`. */
  end: number;
  /** Set of resource ranks, ascending and merged. */
  resources: string;
}

/** Outcome of a new advance reservation (R15.3). */
export interface ReservationOutcome {
  state: "toAckReservation" | "toError";
  message: string;
}

/** A job that was left out of a round before anything was decided: something is wrong with what was given of it. */
export interface RejectedJob {
  /** Its id; `null`: it has none that could be read. */
  job: number | null;
  /** What is wrong, and where: the path begins with the list of the job and its place in that, from 0. */
  error: InputError;
}

/** The part of a schedule that is data: what the test vectors call `expected`, with a name. */
export interface ScheduleData {
  /** Name of the scenario. */
  name: string;
  /** One entry for each waiting job, by id; `null`: not placed. */
  assignments: Record<string, Assignment | null>;
  /** One code for each `null` above. */
  reasons: Record<string, ReasonCode>;
  /** One entry for each reservation treated; absent when there is none. */
  reservations?: Record<string, ReservationOutcome>;
}
