/**
 * What a round was given, and what its steps were answered, kept until the next round: where nothing has changed since,
 * the same is answered without deciding it again.
 *
 * That is allowed where no result depends on it (R7.8). No hook may have been asked, which does as it likes. With the
 * same date the same data are decided the same then. When only the date has moved on, from *then* to *now*, a step still
 * is, if
 *
 * 1. nothing begins or ends in (then, now]: no scheduled job, no container window, no availability date. So the slots
 *    are the same as then, but for the first one, which has become shorter (R7.1, R7.3);
 * 2. each job that the step placed begins after now. A window that begins at now touches all the slots that the window
 *    of then did, and perhaps more of them, so that it offers no resource which that one did not (R7.6). A group that
 *    did not succeed then does not with fewer resources (R8.3 to R8.5), so no job can begin at now; and the windows
 *    that begin later are the same as they were;
 * 3. no request has several groups. What a group takes when it has fewer to choose from may leave the next one what
 *    that needs (R9.1), so that these can succeed where they did not;
 * 4. there are no quotas, which look at how long slots are, at the calendar, and as far as a limit of time (R12.9, R14.1);
 * 5. the order is FIFO or that of karma: a priority grows with the age of a job (R4.6);
 * 6. it treats no reservation: whether one is late depends on the date (R15.2).
 */
import { type DecisionColumns, FAIRSHARE, PLACED, type RoundColumns, type Wire, type WorkColumns } from "../columns.js";

/** A step, as it is asked. */
export interface Question {
  readonly columns: WorkColumns;
  /** The same, as the module takes it. */
  readonly wire: Wire;
  /** Whether it treats reservations. */
  readonly reserves: boolean;
}

/** A round that is decided step by step, in which no hook was asked. */
export class RoundRecord {
  readonly #columns: RoundColumns;
  readonly #wire: Wire;
  readonly #steps: (Question & { readonly decisions: DecisionColumns })[] = [];

  /**
   * @param columns the beginning of the round
   * @param wire the same, as the module takes it
   */
  constructor(columns: RoundColumns, wire: Wire) {
    this.#columns = columns;
    this.#wire = wire;
  }

  /** Notes what the next step was answered. */
  add(question: Question, decisions: DecisionColumns): void {
    this.#steps.push({ ...question, decisions });
  }

  /** Whether a later round begins with the same data, and with the same slots. */
  holdsFor(later: RoundRecord): boolean {
    const { settings } = this.#columns;
    const [now] = settings as unknown as [number];
    const [date] = later.#columns.settings as unknown as [number];
    // The date is the one setting that may differ.
    const dated = Float64Array.from(settings);
    dated[0] = date;
    const columns = this.#wire.columns.map((column) => (column === settings ? dated : column));
    if (!isSame({ texts: this.#wire.texts, columns }, later.#wire)) return false;
    return date === now || (date > now && !this.#changesUpTo(date));
  }

  /**
   * What was answered to a step that comes as the next of a later round, which {@link holdsFor} holds for and which asked
   * the same before; `null`: it was not asked, or the answer may be another one now.
   *
   * @param index how many steps came before
   */
  answer(later: RoundRecord, index: number, { columns, wire, reserves }: Question): DecisionColumns | null {
    const step = this.#steps[index];
    if (step === undefined || step.reserves !== reserves || !isSame(step.wire, wire)) return null;
    const [now, date] = [this.#columns.settings[0] as number, later.#columns.settings[0] as number];
    return date === now || isLasting(columns, step.decisions, reserves, date) ? step.decisions : null;
  }

  /** Whether the slots are others at a later date: conditions 1 and 4. */
  #changesUpTo(date: number): boolean {
    const { settings, quotas, resources, jobs } = this.#columns;
    const [now, pad] = settings as unknown as [number, number];
    if (quotas.settings[0] === 1) return true;
    const within = (instant: number) => instant > now && instant <= date;
    if (resources.withdrawalDates.some(within)) return true;
    for (let row = 0; row < jobs.ids.length; row++) {
      const end = (jobs.heldEnds[row] as number) + 1;
      // A container window ends before the pad (R11.2).
      if (within(jobs.heldBegins[row] as number) || within(end) || within(end - pad)) return true;
    }
    return false;
  }
}

/** Whether a step is answered the same at a later date: conditions 2, 3, 5 and 6. */
function isLasting(
  { jobs, requests, ranking }: WorkColumns,
  { outcomes, begins }: DecisionColumns,
  reserves: boolean,
  date: number,
): boolean {
  if (reserves) return jobs.ids.length === 0;
  if ((ranking.numbers[0] as number) > FAIRSHARE) return false;
  for (let request = 1; request < requests.ends.length; request++) {
    if ((requests.ends[request] as number) - (requests.ends[request - 1] as number) > 1) return false;
  }
  if ((requests.ends[0] ?? 0) > 1) return false;
  return begins.every((begin, row) => outcomes[row] !== PLACED || begin > date);
}

/** Whether the module would be given the same. */
function isSame(one: Wire, other: Wire): boolean {
  if (one.texts !== other.texts || one.columns.length !== other.columns.length) return false;
  return one.columns.every((column, index) => hasSameBits(column, other.columns[index] as Wire["columns"][number]));
}

/** Bit by bit, since a number that is none is in columns where there is nothing to say. */
function hasSameBits(one: Wire["columns"][number], other: Wire["columns"][number]): boolean {
  if (one.byteLength !== other.byteLength) return false;
  const [a, b] = [bitsOf(one), bitsOf(other)];
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

function bitsOf({ buffer, byteOffset, byteLength }: Wire["columns"][number]): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}
