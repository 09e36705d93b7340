/** The site of the measured rounds: a busy cluster, whose waiting jobs are drawn by chance, always the same for the same seed. */
import type { SampleJob, SampleResource, SampleSite } from "../../../ts/database/index.js";
import { Dice } from "../../worlds/dice.js";

/** How large it is. */
export interface Size {
  readonly jobs: number;
  readonly resources: number;
}

/** 16 cores a cpu, 2 cpus a node, 16 nodes a switch. */
const CORES = { cpu: 16, node: 32, switch: 512 };
const USERS = 40;
/** Epoch seconds: when the last job came, and the first round is. */
export const NOW = 1_700_000_000;

/** Of `oar.conf`, for these rounds. */
export const CONFIGURATION = [
  "HIERARCHY_LABELS=resource_id,network_address,switch,cpu",
  "SCHEDULER_RESOURCE_ORDER=resource_id ASC",
  "METASCHEDULER_MODE=internal",
  "LOG_LEVEL=0",
  "",
].join("\n");

/** Where jobs of a kind run: so many blocks of a level, all in one block of another where there is one. */
interface Kind {
  readonly level: string;
  readonly most: number;
  readonly within?: string;
}

/** Each with its share of the jobs, in tenths: on average a job has about 170 cores. */
const KINDS: readonly (readonly [tenths: number, kind: Kind])[] = [
  [5, { level: "resource_id", most: 32, within: "network_address" }],
  [3, { level: "network_address", most: 8, within: "switch" }],
  [2, { level: "network_address", most: 36 }],
];

/** Half of the nodes have much memory; every fourth job wants one of these. */
const FILTER = "mem >= 256";

/** Draws the site. */
export function siteOf({ jobs, resources }: Size, seed: number): SampleSite {
  const dice = new Dice(`round ${jobs} ${resources} ${seed}`);
  return {
    columns: [
      { name: "switch", type: "varchar(255)" },
      { name: "cpu", type: "integer" },
      { name: "mem", type: "integer" },
    ],
    resources: Array.from({ length: resources }, (_, index) => resourceOf(index)),
    jobs: dice.times(jobs, (index) => jobOf(dice, index, jobs, resources)),
  };
}

function resourceOf(index: number): SampleResource {
  const node = Math.floor(index / CORES.node);
  return {
    node: `node-${node + 1}`,
    properties: {
      switch: `switch-${Math.floor(index / CORES.switch) + 1}`,
      cpu: Math.floor(index / CORES.cpu) + 1,
      mem: node % 2 === 0 ? 128 : 256,
    },
  };
}

function jobOf(dice: Dice, index: number, jobs: number, resources: number): SampleJob {
  const { level, most, within } = kindOf(dice.int(0, 9));
  // On a small site nobody asks for more than a quarter of it.
  const nodes = Math.max(1, Math.floor(resources / CORES.node / 4));
  const count = dice.int(1, level === "network_address" ? Math.min(most, nodes) : Math.min(most, resources));
  const user = dice.int(1, USERS);
  return {
    id: index + 1,
    user: `user${user}`,
    project: `project${user % 10}`,
    queue: "default",
    submissionTime: NOW - jobs + index,
    properties: dice.chance(0.25) ? FILTER : "",
    moldables: [
      {
        walltime: 300 * dice.int(1, 24),
        groups: [
          {
            levels:
              within === undefined
                ? [[level, count]]
                : [
                    [within, 1],
                    [level, count],
                  ],
          },
        ],
      },
    ],
  };
}

function kindOf(tenth: number): Kind {
  let below = 0;
  for (const [tenths, kind] of KINDS) {
    below += tenths;
    if (tenth < below) return kind;
  }
  throw new RangeError(`the kinds have only ${below} tenths`);
}
