/** Random consumption and weights, by which the jobs of a group are ordered: as rows, and as sums. */
import type { Accounting, PriorityWeights } from "../../../ts/model/index.js";
import type { Dice } from "../../worlds/dice.js";
import type { CaseRow } from "../cases/case.js";
import { NOW } from "./world.js";

const WINDOW = 100_000;

/** What orders the jobs. */
export interface DrawnOrder {
  readonly config: Readonly<Record<string, string>>;
  readonly rows: readonly CaseRow[];
  readonly accounting: Accounting;
  readonly priority?: PriorityWeights;
}

/**
 * Draws an order other than FIFO.
 *
 * @param queues all queues, of which the active ones are one group
 */
export function drawOrder(dice: Dice, queues: readonly string[], active: readonly string[]): DrawnOrder {
  const rows = new Map<string, CaseRow>();
  for (let count = dice.int(0, 25); count > 0; count--) {
    const row = {
      window_start: NOW - dice.pick([WINDOW, WINDOW, WINDOW + 1, 80_000, 10]),
      window_stop: NOW - dice.pick([0, 0, 1, 1, 1, -1, 5_000]),
      accounting_user: dice.pick(["alice", "bob", "carol"]),
      accounting_project: dice.pick(["default", "big"]),
      queue_name: dice.pick([...queues, "elsewhere"]),
      consumption_type: dice.pick(["ASKED", "USED"]),
    };
    rows.set(JSON.stringify(row), { ...row, consumption: dice.int(0, 10_000) });
  }
  const counted = [...rows.values()].filter(
    (row) => active.includes(String(row.queue_name)) && Number(row.window_start) >= NOW - WINDOW,
  );
  const before = counted.filter((row) => Number(row.window_stop) < NOW);
  const until = counted.filter((row) => Number(row.window_stop) <= NOW);
  const kind = dice.pick(["FAIRSHARE", "MULTIFACTOR"]);
  const weights = ["age", "queue", "work", "size", "karma"].map((name) => [`${name}_weight`, dice.pick([0, 1, 3])]);
  return {
    config: {
      JOB_PRIORITY: kind,
      SCHEDULER_FAIRSHARING_WINDOW_SIZE: String(WINDOW),
      SCHEDULER_FAIRSHARING_USER_TARGETS: dice.pick(["{default => 22.0}", "{alice=>30, bob => 50.5,}"]),
      SCHEDULER_FAIRSHARING_PROJECT_TARGETS: dice.pick(["{ big => 10 , default => 21.0 }", "{}"]),
      SCHEDULER_FAIRSHARING_COEF_PROJECT: dice.pick(["0", "1", "-.5"]),
      SCHEDULER_FAIRSHARING_COEF_USER: dice.pick(["1", "2e0"]),
    },
    rows: [...rows.values()],
    accounting: {
      window: { asked: total(ofType(before, "ASKED")), used: total(ofType(before, "USED")) },
      byProject: { used: by("accounting_project", ofType(before, "USED")) },
      byUser: {
        asked: by("accounting_user", ofType(until, "ASKED")),
        used: by("accounting_user", ofType(until, "USED")),
      },
    },
    ...(kind === "MULTIFACTOR" && {
      priority: {
        ...Object.fromEntries(weights),
        age_coef: dice.pick([1.65e-6, 0.01]),
        work_mode: dice.int(0, 1),
        size_mode: dice.int(0, 1),
        queue_coefs: { [dice.pick(queues)]: dice.int(1, 5) },
      },
    }),
  };
}

const ofType = (rows: readonly CaseRow[], type: string) => rows.filter((row) => row.consumption_type === type);
const total = (rows: readonly CaseRow[]): number => rows.reduce((sum, row) => sum + Number(row.consumption), 0);

function by(column: string, rows: readonly CaseRow[]): Record<string, number> {
  const names = [...new Set(rows.map((row) => String(row[column])))];
  return Object.fromEntries(names.map((name) => [name, total(rows.filter((row) => row[column] === name))]));
}
