/**
 * A round with hooks of every kind, some of which fail. Plain JavaScript, because Node 20, Deno and a browser run this
 * very file.
 */

/** @typedef {Pick<typeof import("../../dist/engine/node.js"), "createEngine" | "ranksOf" | "RedoxError">} Redox */
/** @typedef {import("../../dist/engine/node.js").SiteHooks} SiteHooks */
/** @typedef {import("../../ts/model/index.js").Scenario} Scenario */

const NOW = 1_700_000_000;

/**
 * @param {number} id
 * @param {number} cores
 * @param {string[]} types
 * @returns {Scenario["jobs"][number]}
 */
const job = (id, cores, types) => ({
  id,
  queue: "default",
  types,
  moldables: [{ id: 10 * id, walltime: 600, requests: [{ filter: "0-7", levels: [["core", cores]] }] }],
});

const hierarchy = { host: ["0-3", "4-7"], core: ["0", "1", "2", "3", "4", "5", "6", "7"] };
/** @type {Scenario} */
const SCENARIO = {
  scenario: 1,
  name: "hooks",
  now: NOW,
  config: { JOB_PRIORITY: "CUSTOM" },
  resources: { default: "0-7", hierarchy },
  queues: [["default"]],
  jobs: [
    job(1, 3, ["find=last"]),
    job(2, 8, []),
    job(3, 2, ["assign=late:after=900"]),
    job(4, 1, ["find=deep"]),
    job(5, 1, ["find=async"]),
    job(6, 1, ["assign=nested"]),
    job(7, 1, ["assign=held"]),
    job(8, 1, ["find=missing"]),
    job(9, 1, []),
  ],
};

/**
 * Decides it; gives the schedule and the errors as data.
 * @param {Redox} redox
 */
export async function decideWithHooks(redox) {
  const other = await redox.createEngine();
  /** @type {(depth: number) => number} */
  const deep = (depth) => deep(depth + 1) + 1;
  /** @type {SiteHooks} */
  const hooks = {
    sort: ({ jobs }) =>
      jobs
        .map(({ id }) => id)
        .filter((id) => id !== 9)
        .reverse(),
    find: {
      last: ({ offered, moldable }) => {
        const wanted = moldable.requests[0]?.levels[0]?.[1] ?? 0;
        const ranks = redox.ranksOf(offered);
        return ranks.length < wanted ? null : ranks.slice(-wanted).join(" ");
      },
      deep: () => `${deep(0)}`,
      async: /** @type {never} */ (async () => "0"),
    },
    assign: {
      late: ({ earliest, args, free }) => {
        const begin = earliest + Number(args.named.after);
        return {
          moldable: 30,
          begin,
          resources: redox
            .ranksOf(free(begin, begin + 659))
            .slice(0, 2)
            .join(" "),
        };
      },
      nested: () => {
        other.scheduleScenario(SCENARIO);
        return null;
      },
      held: () => ({ moldable: 70, begin: NOW, resources: "8" }),
    },
  };
  const engine = await redox.createEngine({ hooks });
  const { assignments, reasons, hookErrors } = engine.scheduleScenario(SCENARIO);
  for (const each of [engine, other]) each.dispose();
  const errors = hookErrors.map((error) => {
    const { code, hook, hookName, job, cause } = error;
    // What an overflow of the stack says is the runtime's own.
    const caused = cause instanceof redox.RedoxError ? cause.message : cause instanceof Error;
    return { code, hook, hookName, job, caused, typed: error instanceof redox.RedoxError };
  });
  return { assignments, reasons, errors };
}
