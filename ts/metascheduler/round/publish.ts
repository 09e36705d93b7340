/** Writing what was decided about waiting jobs, all of it or nothing. */
import {
  isRefusal,
  type NextPlan,
  type PlannedRow,
  planJobs,
  settleReservations,
  type Transaction,
} from "../../database/index.js";
import type { Round } from "./context.js";
import { JobsRefused, lostOf, type PlanAttempt } from "./lost.js";

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
  { before, after }: Frame = {},
): Promise<PublishedCounts> {
  const { settings, writer, now } = round;
  const write = async (queries: Transaction, { placed, accepted, refused }: Decided, staying?: ReadonlySet<number>) => {
    const planned = await planJobs(queries, ids, placed, "None", staying);
    const settled = await settleReservations(queries, settings, ids, { accepted, refused }, now);
    return { planned, settled };
  };
  try {
    return await writer.group(async (queries) => {
      const staying = await before?.(queries, { ids, rows: decided.placed });
      const { planned, settled } = await write(queries, decided, staying);
      const { placed, accepted, refused } = decided;
      keep([...lostOf(placed, planned), ...lostOf([...accepted, ...refused], settled)]);
      await after?.(queries);
      return {
        placed: planned.size,
        accepted: accepted.length - lostOf(accepted, settled).length,
        refused: refused.length - lostOf(refused, settled).length,
      };
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused = await writer.refusedOf(itemsOf(decided), {
      // All anew: what the database refuses it may have refused in any row.
      before: async (queries) => void (await before?.(queries, { ids: [], rows: [] })),
      work: (queries, items) => write(queries, decidedOf(items)),
    });
    // None of the jobs is to blame, and another attempt would come to the same.
    if (refused.length === 0) throw error;
    throw new JobsRefused(refused.map(({ item, error }) => ({ item: item.row.job, error })));
  }
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
