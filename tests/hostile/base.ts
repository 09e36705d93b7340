/** A small valid scenario that the hostile tests spoil. */

/** A scenario without type, so that anything can be put into it. */
// biome-ignore lint/suspicious/noExplicitAny: the tests of bad types need to write them
export type Loose = any;

/** A fresh scenario that uses every field of the format which this version reads. */
export function validScenario(): Loose {
  return {
    scenario: 1,
    name: "valid",
    category: "hostile",
    now: 1_700_000_000,
    timeZone: "UTC",
    config: { SCHEDULER_JOB_SECURITY_TIME: 60, QUOTAS: "no", JOB_PRIORITY: "FIFO" },
    resources: {
      default: "0-7",
      usable: "0-7",
      hierarchy: { host: ["0-3", "4-7"], core: ["0", "1", "2", "3", "4", "5", "6", "7"] },
      availableUpto: [[1_800_000_000, "7"]],
      nbDefaultNotDead: 8,
      nbDefault: 8,
    },
    queues: [["admin", "default"], ["besteffort"]],
    jobs: [
      {
        id: 1,
        queue: "default",
        state: "Running",
        user: "ada",
        project: "p",
        name: "placed",
        types: ["deploy"],
        assignment: { begin: 1_700_000_000, end: 1_700_000_999, resources: "0-1" },
      },
      {
        id: 2,
        queue: "default",
        state: "Waiting",
        user: "ada",
        project: "p",
        name: "waiting",
        types: [],
        moldables: [
          {
            id: 20,
            walltime: 600,
            requests: [
              {
                filter: "0-7",
                levels: [
                  ["host", 1],
                  ["core", 2],
                ],
              },
            ],
          },
        ],
        dependencies: [{ job: 1, state: "Terminated", exitCode: 0 }],
        submissionTime: 1_699_999_000,
        qos: 0,
        nice: 1,
      },
      {
        id: 3,
        queue: "besteffort",
        moldables: [{ id: 30, walltime: 60, requests: [{ filter: "0-7", levels: [["core", 1]] }] }],
      },
    ],
  };
}

/** A list nested `depth` levels deep. */
export function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}
