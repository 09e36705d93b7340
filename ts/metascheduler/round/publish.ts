/** Writing what was decided about waiting jobs, all of it or nothing. */
import {
  isRefusal,
  type NextPlan,
  type PlannedRow,
  planJobs,
  type Refused,
  settleReservations,
  type Transaction,
} from "../../database/index.js";
import type { Round } from "./context.js";
import { JobsRefused, lostOf, type PlanAttempt } from "./lost.js";
import { tellRefused } from "./refused.js";

/** What was decided. */
export interface Decided {
  readonly placed: readonly PlannedRow[];
  readonly accepted: readonly PlannedRow[];
  readonly refused: readonly { readonly job: number; readonly message: string }[];
}

/** How many were written. */
export interface PublishedCounts {
  readonly placed: number;
  readonly accepted: number;
  readonly refused: number;
}

/** What is written around it, in the same group. Default: nothing. */
export interface Frame {
  /**
   * @param next the ordinary jobs that are planned next
   * @returns moldables of these whose rows are in the plan already
   */
  readonly before?: (queries: Transaction, next: NextPlan) => Promise<ReadonlySet<number>>;
  readonly after?: (queries: Transaction) => Promise<void>;
  /** The same where the database refuses rows of it, and what follows a part of the jobs. */
  readonly careful?: Careful;
}

/** What is done around the writing when the database refuses something. */
export interface Careful {
  /** @returns jobs whose rows are refused */
  readonly before: (queries: Transaction) => Promise<readonly Refused<number>[]>;
  /** Done after some of the jobs are written, to learn whether that is refused. */
  readonly mirror: (queries: Transaction, moldables: readonly number[]) => Promise<void>;
  /** @returns jobs whose rows are refused */
  readonly after: (queries: Transaction) => Promise<readonly Refused<number>[]>;
}

/** One job that was decided on. */
type Item =
  | { readonly kind: "placed" | "accepted"; readonly row: PlannedRow }
  | { readonly kind: "refused"; readonly row: Decided["refused"][number] };

/**
 * Writes it in one group.
 *
 * @param ids ids of the resources by rank
 * @throws JobsLost, JobsRefused nothing was written; DatabaseError
 */
export async function publish(
  round: Round,
  ids: readonly number[],
  decided: Decided,
  { keep }: PlanAttempt,
  { before, after, careful }: Frame = {},
): Promise<PublishedCounts> {
  const { settings, writer, now } = round;
  const write = async (queries: Transaction, { placed, accepted, refused }: Decided, staying?: ReadonlySet<number>) => {
    const planned = await planJobs(queries, ids, placed, "None", staying);
    const settled = await settleReservations(queries, settings, ids, { accepted, refused }, now);
    return { planned, settled };
  };
  const whole = async (queries: Transaction, staying?: ReadonlySet<number>): Promise<PublishedCounts> => {
    const { planned, settled } = await write(queries, decided, staying);
    const { placed, accepted, refused } = decided;
    keep([...lostOf(placed, planned), ...lostOf([...accepted, ...refused], settled)]);
    return {
      placed: planned.size,
      accepted: accepted.length - lostOf(accepted, settled).length,
      refused: refused.length - lostOf(refused, settled).length,
    };
  };
  try {
    return await writer.group(async (queries) => {
      const staying = await before?.(queries, { ids, rows: decided.placed });
      const counts = await whole(queries, staying);
      await after?.(queries);
      return counts;
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused = await writer.refusedOf(itemsOf(decided), {
      // All anew: what the database refuses it may have refused in any row.
      before: async (queries) => void (await careful?.before(queries)),
      work: async (queries, items) => {
        const part = decidedOf(items);
        await write(queries, part);
        const moldables = [...part.placed, ...part.accepted].map(({ moldable }) => moldable);
        await careful?.mirror(queries, moldables);
      },
    });
    if (refused.length > 0) throw new JobsRefused(refused.map(({ item, error }) => ({ item: item.row.job, error })));
    // None of the jobs is to blame; without what can be left out beside them another attempt would come to the same.
    if (careful === undefined) throw error;
  }
  return publishCarefully(round, careful, whole);
}

/** Leaves out what the database refuses of other jobs: those that run, and accepted reservations. */
async function publishCarefully(
  round: Round,
  { before, after }: Careful,
  write: (queries: Transaction) => Promise<PublishedCounts>,
): Promise<PublishedCounts> {
  const { counts, unplanned, unseen } = await round.writer.group(async (queries) => {
    const unplanned = await before(queries);
    const counts = await write(queries);
    return { counts, unplanned, unseen: await after(queries) };
  });
  tellRefused(round, "kept in the plan", unplanned);
  tellRefused(round, "shown in the plan", unseen);
  return counts;
}

function itemsOf({ placed, accepted, refused }: Decided): Item[] {
  return [
    ...placed.map((row): Item => ({ kind: "placed", row })),
    ...accepted.map((row): Item => ({ kind: "accepted", row })),
    ...refused.map((row): Item => ({ kind: "refused", row })),
  ];
}

function decidedOf(items: readonly Item[]): Decided {
  const planned = (kind: "placed" | "accepted") =>
    items.flatMap((item) => (item.kind === kind ? [item.row] : [])) as PlannedRow[];
  return {
    placed: planned("placed"),
    accepted: planned("accepted"),
    refused: items.flatMap((item) => (item.kind === "refused" ? [item.row] : [])),
  };
}
