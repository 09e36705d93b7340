/** What a sentence is set in. */

/** What a sentence needs beside the data. */
export interface Frame {
  /** Date of the round. */
  now: number;
  /** Requested start; `null`: it is no reservation. */
  reservation: number | null;
  /** Name of the slot set that the job is searched in; `null`: the main one. */
  slotSet: string | null;
}
