/** Rows of jobs that are told something at the end of a round. */
import type { CaseRow } from "../cases/case.js";
import { type JobRows, NOW } from "./support.js";

/** An interactive job that waits, and is planned. */
export const interactive = (id: number, row: CaseRow = {}): JobRows => ({
  id,
  row: { job_type: "INTERACTIVE", info_type: `front:${50_000 + id}`, message: `R=${id}`, ...row },
  plan: { start: NOW + 60, resources: [] },
});
/** A job in a state that has to be told of. */
export const inState = (id: number, state: string, row: CaseRow = {}): JobRows => ({
  id,
  row: { state, info_type: `front:${50_000 + id}`, message: `why ${id}`, ...row },
});
/** A reservation that is to be acknowledged. */
export const accepted = (id: number, row: CaseRow = {}): JobRows =>
  inState(id, "toAckReservation", { reservation: "Scheduled", start_time: NOW + 600, ...row });

export const attempt = (job: number): CaseRow => ({
  type: "RESERVATION_ACK_ATTEMPT",
  job_id: job,
  date: NOW,
  description: "",
});
export const refusal = (job: number): CaseRow => ({
  type: "CANNOT_NOTIFY_OARSUB",
  job_id: job,
  date: NOW,
  description: "",
});
