/** What a placed job's message says (section 2.4 of the database reference). */

/** Longest message of a job. */
const LONGEST = 255;

/** What the message is about. */
export interface PlacedText {
  /** How many resources. */
  readonly resources: number;
  /** Seconds, with the pad. */
  readonly walltime: number;
  readonly interactive: boolean;
  readonly queue: string;
  /** Empty: it has none. */
  readonly name: string;
  /** `null`: it was not computed. */
  readonly karma: number | null;
}

/** The message, cut off before the karma where it is too long for its column. */
export function placedMessage({ resources, walltime, interactive, queue, name, karma }: PlacedText): string {
  const parts = [`R=${resources}`, `W=${walltime}`, `J=${interactive ? "I" : "P"}`, `Q=${queue}`];
  if (name !== "") parts.push(`N=${name}`);
  const end = karma === null ? "" : ` (Karma=${Number.isInteger(karma) ? karma.toFixed(1) : karma})`;
  return [...parts.join(",")].slice(0, LONGEST - end.length).join("") + end;
}
