/**
 * The Standard Workload Format: lines of comments that begin with `;`, then one job a line in 18 fields separated by
 * white space (Feitelson's Parallel Workloads Archive, version 2). -1 means unknown.
 */

/** One job of a trace. Durations and instants are seconds and may be fractional; `null`: unknown. */
export interface SwfJob {
  /** Line in the text, from 1. */
  readonly line: number;
  /** Field 1: number of the job. */
  readonly id: number;
  /** Field 2: submission, in seconds after the trace began. */
  readonly submit: number | null;
  /** Field 3: time from submission to start. */
  readonly wait: number | null;
  /** Field 4: time from start to end. May be longer than what was asked for. */
  readonly run: number | null;
  /** Field 5: processors it got. */
  readonly processors: number | null;
  /** Field 8: processors it asked for. */
  readonly requestedProcessors: number | null;
  /** Field 9: time it asked for. */
  readonly requestedTime: number | null;
  /** Field 12: number of the user. */
  readonly user: number | null;
}

/** A trace: what its comments say, and its jobs in the order of the text. */
export interface SwfTrace {
  /** `name: value` pairs of the comments; the first of a name counts. */
  readonly header: ReadonlyMap<string, string>;
  readonly jobs: readonly SwfJob[];
}

/** A text is not in the format. The message names the line. */
export class SwfError extends Error {
  override readonly name = "SwfError";

  constructor(
    /** Line in the text, from 1. */
    readonly line: number,
    problem: string,
  ) {
    super(`line ${line}: ${problem}`);
  }
}

const FIELDS = 18;
const HEADER_ENTRY = /^;\s*(\w+):\s*(.*?)\s*$/;

/**
 * Reads a trace. Blank lines are skipped.
 *
 * @throws SwfError for a line that has not 18 fields, or a field that is no number
 */
export function parseSwf(text: string): SwfTrace {
  const header = new Map<string, string>();
  const jobs: SwfJob[] = [];
  text.split("\n").forEach((raw, index) => {
    const line = raw.trim();
    if (line === "") return;
    if (!line.startsWith(";")) {
      jobs.push(parseJob(line, index + 1));
      return;
    }
    const entry = HEADER_ENTRY.exec(line);
    const [name, value] = [entry?.[1], entry?.[2]];
    if (name !== undefined && value !== undefined && !header.has(name)) header.set(name, value);
  });
  return { header, jobs };
}

function parseJob(text: string, line: number): SwfJob {
  const fields = text.split(/\s+/);
  if (fields.length !== FIELDS) throw new SwfError(line, `expected ${FIELDS} fields, found ${fields.length}`);
  const field = (number: number): number | null => {
    const value = Number(fields[number - 1]);
    if (!Number.isFinite(value)) {
      throw new SwfError(line, `field ${number}: expected a number, found ${JSON.stringify(fields[number - 1])}`);
    }
    return value === -1 ? null : value;
  };
  const id = field(1);
  if (id === null || id < 0 || !Number.isInteger(id)) throw new SwfError(line, "field 1: expected the number of a job");
  return {
    line,
    id,
    submit: field(2),
    wait: field(3),
    run: field(4),
    processors: field(5),
    requestedProcessors: field(8),
    requestedTime: field(9),
    user: field(12),
  };
}
