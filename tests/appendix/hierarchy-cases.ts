/** The cases of 7.3: what one request takes of what is available, as scenarios of one second. */
import type { RequestGroup } from "../../ts/model/index.js";
import { rankText, readRanks } from "../worlds/ranks.js";
import type { AppendixCase } from "./cases.js";
import { PLATFORMS } from "./platforms.js";

type Hierarchy = Record<string, string[]>;
type Levels = RequestGroup["levels"];

const ALL = -1;
const BEST = -2;
const HALF_BEST = -3;

const H32: Hierarchy = PLATFORMS.H32.hierarchy;

/** Four levels with uneven blocks (HI-13). */
const UNEVEN: Hierarchy = {
  switch: ["1-32", "33-64"],
  node: ["1-16", "17-32", "33-49", "50-64"],
  cpu: ["1-8", "17-24", "33-41", "50-58"],
  core: ["1-2", "17-19", "33-34", "50-52"],
};

/** Id, usable resources, available ones, blocks, groups, what is taken; `filter` is everything if it is missing. */
type Row = [
  id: string,
  usable: string,
  available: string,
  hierarchy: Hierarchy,
  groups: { levels: Levels; filter?: string }[],
  taken: string | null,
];

const one = (...levels: Levels): Row[4] => [{ levels }];

const ROWS: Row[] = [
  ["HI-01", "1-30", "1-30", { block: ["1-4 6-9", "10-17", "20-30"] }, one(["block", 3]), "1-4 6-17 20-30"],
  ["HI-02", "1-30", "1-30", { block: ["1-4 10-17", "6-9 19-22", "25-30"] }, one(["block", 2]), "1-4 6-17 19-22"],
  ["HI-03", "1-32", "1-32", H32, one(["node", ALL]), "1-32"],
  ["HI-04", "1-32", "2-32", H32, one(["node", ALL]), null],
  ["HI-05", "1-32", "2-32", H32, one(["node", BEST]), "9-32"],
  ["HI-06", "1-32", "2-32", H32, one(["node", HALF_BEST]), "9-16"],
  ["HI-07", "1-32", "2-16", H32, one(["node", HALF_BEST]), null],
  ["HI-08", "1-32", "1-32", H32, one(["switch", 2]), "1-32"],
  ["HI-09", "1-32", "1-32", H32, one(["switch", 2], ["node", 1]), "1-8 17-24"],
  ["HI-10", "1-32", "1-12 17-28", H32, one(["switch", 2], ["node", 1]), "1-8 17-24"],
  ["HI-11", "1-32", "1-32", H32, one(["switch", 2], ["node", 1], ["cpu", 1]), "1-4 17-20"],
  ["HI-12a", "1-32", "1-32", H32, one(["switch", 2], ["node", 2], ["cpu", 1]), "1-4 9-12 17-20 25-28"],
  ["HI-12b", "1-32", "1-32", H32, one(["switch", 1], ["node", 2], ["cpu", 1]), "1-4 9-12"],
  ["HI-13", "1-64", "1-64", UNEVEN, one(["switch", 2], ["node", 2], ["cpu", 1], ["core", 1]), "1-2 17-19 33-34 50-52"],
  ["HI-14", "1-256", "1-256", PLATFORMS.M256.hierarchy, one(["nodes", 2]), "1-64"],
  ["HI-15", "1-32", "1-32", H32, [{ levels: [["node", 1]], filter: "5-32" }], "9-16"],
  ["HI-16a", "1-32", "1-6 9-12", H32, one(["node", 1], ["resource_id", 3]), "1-3"],
  ["HI-16b", "1-32", "1-6 9-12", H32, one(["node", 2], ["resource_id", 3]), "1-3 9-11"],
  ["HI-17", "1-32", "4-8 17-24", H32, one(["switch", 1], ["node", 1]), "17-24"],
  ["HI-18", "1-32", "1-32", H32, [{ levels: [["node", 1]] }, { levels: [["node", 1]] }], "1-16"],
  ["HI-19", "1-32", "1-32", H32, one(["node", 0]), null],
  ["HI-20", "1-32", "1-32", H32, [{ levels: [["node", ALL]], filter: "1-16" }], "1-16"],
];

const NOW = 1000;
const HORIZON = 2147483648;

/** All cases of 7.3. What is not available is held by a scheduled job for ever. */
export const HIERARCHY_CASES: AppendixCase[] = ROWS.map(([id, usable, available, hierarchy, groups, taken]) => {
  const free = readRanks(available);
  const busy = [...readRanks(usable)].filter((rank) => !free.has(rank));
  const requests = groups.map(({ levels, filter = usable }) => ({ levels, filter }));
  return {
    id,
    scenario: {
      scenario: 1,
      name: id,
      now: NOW,
      config: { SCHEDULER_JOB_SECURITY_TIME: 0 },
      resources: { default: usable, hierarchy },
      queues: [["default"]],
      jobs: [
        { id: 1, queue: "default", assignment: { begin: NOW, end: HORIZON, resources: rankText(busy) } },
        { id: 2, queue: "default", moldables: [{ id: 0, walltime: 1, requests }] },
      ],
    },
    expect: { 2: taken === null ? null : [NOW, NOW, taken] },
    ...(taken === null && { reasons: { 2: id === "HI-19" ? "invalid_request" : "no_resources" } }),
  };
});
