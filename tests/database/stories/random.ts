/**
 * Random databases, and what the rest of OAR and its users do to them between rounds: jobs are launched, suspended,
 * held, killed and end, others come, walltimes are to change, nodes fall asleep. Everything in which OAR lets internal
 * and external mode differ is left out: best-effort jobs outside of their queue, dependencies across queues and slot
 * sets, inner jobs in other queues than their container, resources that reservations miss.
 */
import { type JobState, type Session, setJobStates } from "../../../ts/database/index.js";
import type { Dice } from "../../worlds/dice.js";
import type { CaseRow, Rows } from "../cases/case.js";
import { insertRows } from "../cases/prepare.js";
import { settings } from "../reading/rows.js";
import { NOW, rowsOfJob, type StoryJob, type World } from "./world.js";

const QUEUES = ["admin", "default", "besteffort"] as const;
const USERS = ["alice", "bob", "carol"];
const LEVELS = [
  "core=1",
  "core=2",
  "core=3",
  "core=5",
  "host=1",
  "host=2",
  "switch=1",
  "switch=1/core=2",
  "host=-2",
  "switch=2/host=1/core=1",
];
const FILTERS = [
  "",
  "",
  "",
  "mem > 2",
  "host <> 'node2'",
  "mem IS NOT NULL OR core = 1",
  "type = 'licence'",
  "type = 'default' and cpu < 4",
];
const TYPES = [
  "timesharing=*,*",
  "timesharing=user,*",
  "timesharing=user,name",
  "placeholder=p",
  "allow=p",
  "deploy",
  "no_quotas",
];

/** What a database is drawn with. */
interface Traits {
  readonly reservations: boolean;
  readonly losses: boolean;
  readonly containers: boolean;
}

/** A database that lives. */
export class RandomSite {
  readonly #dice: Dice;
  readonly #traits: Traits;
  readonly world: World;
  /** Jobs that may be required, by queue. */
  readonly #plain = new Map<string, number[]>();
  readonly #containers = new Map<string, number[]>();
  #next = 1;
  now = NOW;

  constructor(dice: Dice) {
    this.#dice = dice;
    const reservations = dice.chance(0.6);
    const containers = dice.chance(0.4);
    this.#traits = { reservations, containers, losses: !reservations && !containers };
    const jobs = Object.fromEntries(dice.times(dice.int(3, 9), () => this.#job()));
    const quotas = dice.chance(0.5) ? this.#quotas() : undefined;
    const config = { ...this.#config(), QUOTAS: quotas === undefined ? "no" : "yes" };
    const rows = this.#accounting();
    this.world = {
      config,
      resources: this.#resources(),
      cores: 10,
      jobs,
      rows,
      ...(quotas !== undefined && { quotas }),
    };
  }

  #config(): Record<string, string> {
    const dice = this.#dice;
    return {
      SCHEDULER_JOB_SECURITY_TIME: dice.pick(["60", "60", "0", "10"]),
      JOB_PRIORITY: dice.pick(["FIFO", "FIFO", "FAIRSHARE"]),
      SCHEDULER_RESOURCE_ORDER: dice.pick([
        "resource_id ASC",
        "mem DESC NULLS LAST, resource_id DESC",
        "scheduler_priority ASC, state_num ASC, network_address DESC",
      ]),
      SCHEDULER_PRIORITY_HIERARCHY_ORDER: dice.pick(["", "network_address/resource_id"]),
      SCHEDULER_BESTEFFORT_KILL_DURATION_BEFORE_RESERVATION: dice.pick(["0", "200"]),
      MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: dice.pick(["1000", "3"]),
      WALLTIME_CHANGE_ENABLED: dice.pick(["yes", "no"]),
      WALLTIME_INCREMENT: dice.pick(["0", "0.5", "{default => 100, _ => 50}"]),
      RESERVATION_WAITING_RESOURCES_TIMEOUT: "100",
    };
  }

  #quotas(): unknown {
    const dice = this.#dice;
    const quotas = {
      "*,*,*,/": [dice.int(2, 8), -1, dice.pick([-1, 1, "0.5"])],
      "*,*,besteffort,*": [dice.int(1, 4), -1, -1],
      "default,*,*,*": [-1, dice.int(1, 4), -1],
    };
    const calendar = {
      periodical: [
        ["* * * *", "few", ""],
        ["22:20-23 tue * *", "many", ""],
      ],
      few: { "*,*,*,/": [3, -1, -1] },
      many: { "*,*,*,*": ["ALL", -1, -1] },
    };
    return { quotas, job_types: ["besteffort", "deploy"], ...(dice.chance(0.5) && calendar) };
  }

  #resources(): Record<number, CaseRow> {
    const dice = this.#dice;
    const dates = [2_147_483_647, 2_147_483_646, 0, 1, NOW + 1_500, NOW - 10];
    const all = Array.from({ length: 10 }, (_, index) => [
      index + 1,
      {
        mem: dice.pick([null, 1, 3, 5]),
        type: index > 7 ? "licence" : "default",
        ...(dice.chance(0.2) && { available_upto: dice.pick(dates) }),
        ...(dice.chance(0.2) && {
          state: dice.pick(this.#traits.losses ? ["Absent", "Suspected", "Dead"] : ["Absent"]),
        }),
      },
    ]);
    return Object.fromEntries(all);
  }

  #accounting(): Rows {
    const dice = this.#dice;
    return {
      accounting: USERS.flatMap((user, place) =>
        ["ASKED", "USED"].map((kind) => ({
          window_start: NOW - 86_400 * (place + 1),
          window_stop: NOW - 86_400 * place - 1,
          accounting_user: user,
          accounting_project: "default",
          queue_name: dice.pick(QUEUES),
          consumption_type: kind,
          consumption: dice.int(0, 1_000),
        })),
      ),
    };
  }

  /** A new job, waiting. */
  #job(): [number, StoryJob] {
    const dice = this.#dice;
    const id = this.#next++;
    const queue = dice.pick(QUEUES);
    const row = {
      job_user: dice.pick(USERS),
      job_name: dice.pick([null, "x"]),
      job_type: dice.pick(["PASSIVE", "PASSIVE", "INTERACTIVE"]),
      properties: dice.pick(["", "", "core <> 3", "core < 9"]),
    };
    const base = { queue, row, types: queue === "besteffort" ? ["besteffort"] : [] };
    // A reservation lives longer than the story: one that expires frees its place in one of the modes only.
    const reserve = this.now + dice.int(-30, 1_500);
    const long = { reserve, walltime: dice.int(4_000, 5_000), moldables: [this.#request()] };
    const containers = this.#containers.get(queue) ?? [];
    if (this.#traits.containers && queue !== "besteffort") {
      if (dice.chance(0.3)) {
        this.#containers.set(queue, [...containers, id]);
        const asked = dice.chance(0.3)
          ? { ...long, moldables: ["host=1"] }
          : { walltime: 1_500, moldables: ["host=2"] };
        return [id, { ...base, types: ["container"], ...asked }];
      }
      if (containers.length > 0 && dice.chance(0.6)) {
        const moldables = [dice.pick(["core=1", "host=1", "host=1/core=1"])];
        return [id, { ...base, types: [`inner=${dice.pick(containers)}`], walltime: dice.int(1, 400), moldables }];
      }
    }
    const types = [...base.types, ...dice.some(TYPES, 0.1).slice(0, 1)];
    if (this.#traits.reservations && dice.chance(0.25)) return [id, { ...base, types, ...long }];
    const plain = this.#plain.get(queue) ?? [];
    this.#plain.set(queue, [...plain, id]);
    const moldables = dice.times(dice.int(1, 2), () =>
      dice.times(dice.chance(0.2) ? 2 : 1, () => this.#request()).join("+"),
    );
    const after = this.#traits.containers ? [] : dice.some(plain, 0.1).slice(0, 2);
    return [id, { ...base, types, after, moldables, walltime: moldables.map(() => dice.int(1, 900)) }];
  }

  #request(): string {
    const filter = this.#dice.pick(FILTERS);
    const levels = filter.includes("licence") ? "resource_id=1" : this.#dice.pick(LEVELS);
    return filter === "" ? levels : `{${filter}}/${levels}`;
  }

  /** What happens until the next round, to be done to each database on which the story is told. */
  async live(): Promise<(session: Session) => Promise<void>> {
    const dice = this.#dice;
    this.now += dice.pick([1, 30, 60, 200, 400]);
    const { now } = this;
    const chances = {
      launched: dice.next(),
      ended: dice.next(),
      killed: dice.next(),
      held: dice.next(),
      asleep: dice.next(),
    };
    const jobs = dice.times(dice.int(0, 4), () => this.#job());
    return async (session) => {
      // A job is picked by its id and by chance, which are the same on all of them.
      const picked = (chance: number, part: number) =>
        `abs(hashint4(job_id::int) % 100) + 100 * ${chance} < ${100 * part} + 50`;
      const move = async (from: JobState, to: JobState, condition: string) => {
        const rows = await session.run(`SELECT job_id FROM jobs WHERE state = $1 AND ${condition}`, [from]);
        const ids = rows.map(({ job_id }) => Number(job_id));
        await session.transaction((queries) =>
          setJobStates(queries, settings(), { ids, from: [from], to, now: now - 1 }),
        );
        return ids;
      };
      await move(
        "Running",
        "Terminated",
        `assigned_moldable_job IN (SELECT moldable_id FROM moldable_job_descriptions
        WHERE start_time + moldable_walltime <= ${now} OR ${picked(chances.ended, 0.3)})`,
      );
      await move(
        "Running",
        "Terminated",
        `job_id IN (SELECT frag_id_job FROM frag_jobs) AND ${picked(chances.killed, 0.9)}`,
      );
      await session.run(
        "UPDATE frag_jobs SET frag_state = 'FRAGGED' WHERE frag_id_job IN (SELECT job_id FROM jobs WHERE state = 'Terminated')",
      );
      await move("Resuming", "Running", "true");
      await move("Suspended", "Resuming", picked(chances.held, 0.8));
      const suspended = await move("Running", "Suspended", picked(chances.held, 0.2));
      await session.run("UPDATE jobs SET suspended = 'YES' WHERE job_id = ANY($1::int[])", [
        `{${suspended.join(",")}}`,
      ]);
      await move("toLaunch", "Running", picked(chances.launched, 1.2));
      await move("Hold", "Waiting", picked(chances.held, 0.8));
      await move("Waiting", "Hold", picked(chances.held, 0.15));
      await session.run(`INSERT INTO walltime_change (job_id, pending, delay_next_jobs)
        SELECT job_id, CASE WHEN job_id % 3 = 0 THEN -30 ELSE 400 END, CASE WHEN job_id % 2 = 0 THEN 'YES' ELSE 'NO' END
        FROM jobs WHERE state = 'Running' AND ${picked(chances.launched, 0.6)} ON CONFLICT DO NOTHING`);
      await session.run(
        `UPDATE resources SET state = CASE state WHEN 'Alive' THEN 'Absent' ELSE 'Alive' END
        WHERE state IN ('Alive', 'Absent') AND available_upto > 1 AND (resource_id + $1::int) % 10 = 0`,
        [Math.floor(chances.asleep * 20)],
      );
      await session.transaction(async (queries) => {
        for (const [id, job] of jobs) await insertRows(queries, rowsOfJob(id, job));
      });
    };
  }
}
