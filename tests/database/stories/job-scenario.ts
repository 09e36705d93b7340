/** Random jobs of a database: as rows, and as what the rules are about. */
import type { Job, Moldable, RequestGroup } from "../../../ts/model/index.js";
import type { Dice } from "../../worlds/dice.js";
import type { CaseRow, Rows } from "../cases/case.js";
import type { Core, DrawnSite } from "./site-scenario.js";
import { NOW, type StoryJob } from "./world.js";

type Test = (core: Core) => boolean;
const mem = ({ mem }: Core): number => (mem === null ? Number.NaN : Number(mem));
/** A filter, what it means, and whether it names the column `type`; without a meaning it cannot be used. */
type Filter = readonly [text: string, test: Test | null, typed?: true];
const FILTERS: readonly Filter[] = [
  ["", () => true],
  ["  ", () => true],
  ["mem > 2", (core) => mem(core) > 2],
  ["NOT (mem > 2)", (core) => mem(core) <= 2],
  ["mem IS NULL or core = 1", (core) => core.mem === null || core.core === 1],
  ["host in ('node1', 'node3') ", ({ host }) => host === "node1" || host === "node3"],
  [
    "cpu between 2 and 4 and state = 'Alive'",
    ({ cpu, state }) => Number(cpu) >= 2 && Number(cpu) <= 4 && state === "Alive",
  ],
  ["network_address <> 'type'", () => true],
  ["lic_type = 'type'", null],
  ["mem > 2; drop table jobs", null],
  ["type = 'licence'", ({ type }) => type === "licence", true],
  ["\"type\" <> 'x' and mem >= 1", (core) => mem(core) >= 1, true],
  ["Resources.TYPE = 'default'", ({ type }) => type === "default", true],
];
const TYPES = [
  "timesharing=*,*",
  "timesharing=user,*",
  "timesharing=*,name",
  "timesharing=none",
  "placeholder=p",
  "allow=p",
  "allowed=q",
  "placeholder=q",
  "deploy",
  "no_quotas",
  "besteffort",
  "container",
  "container=c",
  "inner=c",
  "inner=c",
  "inner=nowhere",
  "x=y=z",
];
const LEVELS = ["host", "core", "resource_id", "switch", "mem"];

/** A job in both forms. */
export interface DrawnJob {
  readonly story: StoryJob;
  /** `null`: the rules know nothing of it. */
  readonly job: Job | null;
  readonly rows: Rows;
}

/** Draws jobs of a site. */
export class JobDrawer {
  readonly #drawn: Job[] = [];

  constructor(
    readonly dice: Dice,
    readonly site: DrawnSite,
    readonly queues: readonly string[],
    readonly stopped: readonly string[],
    readonly pad: number,
  ) {}

  draw(id: number): DrawnJob {
    const { dice } = this;
    const kind = dice.pick(["batch", "batch", "batch", "new", "running", "accepted", "suspended", "ended"] as const);
    const queue = dice.pick(this.queues);
    const common = {
      user: dice.pick(["alice", "bob"]),
      project: dice.pick(["default", "big"]),
      types: queue === "besteffort" ? ["besteffort"] : dice.some(TYPES, 0.08),
      name: dice.pick(["", "", "n"]),
    };
    const row: Record<string, string | number | null> = {
      job_user: common.user,
      project: common.project,
      job_name: common.name === "" ? null : common.name,
    };
    const base = { id, queue, submissionTime: NOW - 1_000 + id, ...common };
    const { types } = common;
    if (kind === "ended") {
      const [state, exit_code] = dice.pick([
        ["Terminated", 0],
        ["Terminated", null],
        ["Terminated", 256],
        ["Error", 1],
        ["Hold", null],
      ] as const);
      this.#drawn.push({ ...base, state, exitCode: exit_code } as unknown as Job);
      return { story: { queue, types, row: { ...row, state, exit_code } }, job: null, rows: {} };
    }
    if (kind !== "batch" && kind !== "new") return this.#holder(base, kind, row);
    return this.#waiting(base, kind, row);
  }

  /** A job that holds resources. */
  #holder(base: Job & { types: string[] }, kind: "running" | "accepted" | "suspended", row: CaseRow): DrawnJob {
    const { dice, site } = this;
    const { id, queue, types } = base;
    const walltime = dice.int(1, 2_000);
    const begin = kind === "accepted" ? NOW + dice.int(1, 1_500) : NOW - dice.int(0, 800);
    const on = dice.some(
      site.cores.map(({ resource_id }) => resource_id),
      0.25,
    );
    if (on.length === 0) on.push(dice.int(1, 10));
    const suspended = kind === "suspended" ? dice.int(0, 50) : 0;
    const held = site.cores.flatMap((core, rank) =>
      on.includes(core.resource_id) && site.usable(core) && !(kind === "suspended" && core.type === "default")
        ? [rank]
        : [],
    );
    const state =
      kind === "accepted"
        ? "Waiting"
        : kind === "suspended"
          ? "Suspended"
          : dice.pick(["Running", "Finishing", "Launching"]);
    const end = begin + walltime + this.pad + suspended - 1;
    const job: Job = { ...base, state, assignment: { begin, end, resources: held.join(" ") } };
    this.#drawn.push(job);
    const logs = { job_state_logs: [{ job_id: id, job_state: "Suspended", date_start: NOW - suspended }] };
    const start = kind === "accepted" ? { accepted: begin } : { running: begin };
    const changed = { ...row, state, suspended: kind === "suspended" ? "YES" : "NO" };
    return {
      story: { queue, types, walltime, on, row: changed, ...start },
      job,
      rows: kind === "suspended" ? logs : {},
    };
  }

  #waiting(base: Job & { types: string[] }, kind: "batch" | "new", row: CaseRow): DrawnJob {
    const { dice } = this;
    const { id, queue, types } = base;
    const [properties, ofJob] = dice.pick(FILTERS);
    const required = kind === "batch" && dice.chance(0.25) ? dice.some(this.#drawn, 0.2) : [];
    const walltime: number[] = [];
    const texts: string[] = [];
    const moldables = dice.times(dice.int(1, 3), (index): Moldable => {
      walltime.push(dice.chance(0.05) ? dice.int(-1, 0) : dice.int(1, 1_000));
      const groups = dice.times(dice.chance(0.25) ? 2 : 1, () => this.#group(ofJob));
      texts.push(groups.map(({ text }) => text).join("+"));
      return {
        id: 10 * id + index,
        walltime: walltime[index] as number,
        requests: groups.map(({ request }) => request),
      };
    });
    const reserve = kind === "new" ? NOW + dice.int(-500, 2_000) : undefined;
    const job: Job = {
      ...base,
      state: "Waiting",
      // A property filter of the job that cannot be used leaves it without moldables.
      moldables: ofJob === null ? [] : moldables,
      dependencies: required.map((other) => ({
        job: other.id,
        state: other.state ?? "",
        exitCode: (other as { exitCode?: number | null }).exitCode ?? null,
      })),
      ...(reserve !== undefined && { reservation: reserve }),
    };
    this.#drawn.push({ ...job, state: "Waiting" });
    const story: StoryJob = {
      queue,
      types,
      moldables: texts,
      walltime,
      after: required.map((other) => other.id),
      row: { ...row, properties },
      ...(reserve !== undefined && { reserve }),
    };
    return { story, job: this.stopped.includes(queue) ? null : job, rows: {} };
  }

  #group(ofJob: Test | null): { text: string; request: RequestGroup } {
    const { dice, site } = this;
    const [filter, test, typed = false] = dice.pick(FILTERS);
    const names = dice
      .shuffle(LEVELS)
      .slice(0, dice.pick([1, 1, 2]))
      .sort((one, other) => LEVELS.indexOf(one) - LEVELS.indexOf(other));
    const nested = names.includes("core") || names.includes("resource_id") ? names : [...names.slice(0, 1), "core"];
    const levels = nested.map((name): [string, number] => [name, dice.pick([1, 1, 2, 3, -1, -2, -3])]);
    const text = `{${filter}}/${levels.map(([name, count]) => `${name}=${count}`).join("/")}`;
    if (test === null || ofJob === null) return { text, request: { filter: "", levels: [] } };
    const ranks = site.cores.flatMap((core, rank) =>
      site.usable(core) && (typed || core.type === "default") && test(core) && ofJob(core) ? [rank] : [],
    );
    return { text, request: { filter: ranks.join(" "), levels } };
  }
}
