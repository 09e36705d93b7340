/** The texts and documents that are sent (sections 5.12 and 10.8 of the database reference). */

/** A document, for a ZeroMQ peer. The order of its keys is that in which it is sent. */
export type Payload = Readonly<Record<string, unknown>>;

/** What the launcher understands. */
export const launchPayload = (job: number): Payload => ({ job_id: job, cmd: "OARRUN", args: [] });

/** What OAR 2's Almighty understands; a line. */
export const launchLine = (job: number): string => `OARRUNJOB_${job}`;

/**
 * A text as one line without control characters: those at its end are left out, others stand for a space. Names of
 * jobs are their owners' own words, and are part of what is sent.
 */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+$/u, "").replace(/\p{Cc}+/gu, " ");
}
