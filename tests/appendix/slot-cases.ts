/**
 * The cases of 7.2 as scenarios. Each window of a row is looked at by one job that takes all it can get
 * (BEST) for exactly that long, with everything held before and after the window.
 */
import type { Job, Scenario } from "../../ts/model/index.js";
import { rankText, readRanks } from "../worlds/ranks.js";
import type { AppendixCase } from "./cases.js";
import { type Free, INTERSECTIONS, SLOT_ROWS, type SlotRow } from "./slot-rows.js";

const BEST = -2;
const HORIZON = 2147483648;
const PROBE = 100;

/** What a probe sees of one row. */
type Seen = Pick<SlotRow, "id" | "initial" | "change" | "jobs"> & { windows: readonly Free[] };

function probe({ id, initial, change, jobs }: Seen, [begin, end, ranks]: Free): AppendixCase {
  const texts = [...initial.map(([, , text]) => text), ...jobs.map(([text]) => text)];
  const usable = new Set(texts.flatMap((text) => [...readRanks(text)]));
  const everything = rankText(usable);
  const inner = change === "add";
  const now = initial[0]?.[0] ?? 0;
  const held: Job[] = [];
  const hold = (resources: string, from: number, to: number, types: string[]) => {
    if (from <= to)
      held.push({ id: held.length + 1, queue: "default", types, assignment: { begin: from, end: to, resources } });
  };
  const inSet = inner ? ["inner=k"] : [];
  for (const [from, walltime, text] of jobs.map(([text, from, walltime]) => [from, walltime, text] as const)) {
    hold(text, from, from + walltime - 1, inner ? ["container=k"] : []);
  }
  if (!inner) {
    for (const [from, to, text] of initial) {
      const free = readRanks(text);
      hold(rankText([...usable].filter((rank) => !free.has(rank))), from, to, []);
    }
  }
  hold(everything, now, begin - 1, inSet);
  hold(everything, end + 1, HORIZON, inSet);
  const scenario: Scenario = {
    scenario: 1,
    name: `${id} from ${begin} to ${end}`,
    now,
    config: { SCHEDULER_JOB_SECURITY_TIME: 0 },
    resources: { default: everything, hierarchy: { resource_id: [...usable].sort((a, b) => a - b).map(String) } },
    queues: [["default"]],
    jobs: [
      ...held,
      {
        id: PROBE,
        queue: "default",
        types: inSet,
        moldables: [
          { id: 0, walltime: end - begin + 1, requests: [{ filter: everything, levels: [["resource_id", BEST]] }] },
        ],
      },
    ],
  };
  return {
    id: `${id}@${begin}-${end}`,
    scenario,
    expect: { [PROBE]: ranks === "" ? null : [begin, end, ranks] },
  };
}

const ROWS: Seen[] = [
  ...SLOT_ROWS.map((row) => ({ ...row, windows: row.expected })),
  ...INTERSECTIONS.map((row): Seen => ({ ...row, change: "hold", jobs: [] })),
];

/** One case for each window of each row. */
export const SLOT_CASES: AppendixCase[] = ROWS.flatMap((row) => row.windows.map((window) => probe(row, window)));
