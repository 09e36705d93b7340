/** A site on which one round has to do everything that a round can do. */
import type { CaseRow, Rows } from "../cases/case.js";
import { job } from "../reading/rows.js";

/** The date of all rounds here. */
export const NOW = 1_700_000_000;

/** Where clients listen, `host:port`; one for each job that has a client. */
export type ClientOf = (job: number) => string;

/** A job as a test tells of it. */
interface JobRows {
  readonly id: number;
  readonly row?: CaseRow;
  readonly walltime?: number;
  /** Nodes that it asks for. Default: 1. */
  readonly nodes?: number;
  readonly types?: readonly string[];
  /** What is planned. Default: nothing. */
  readonly plan?: { readonly start: number; readonly resources: readonly number[] };
  /** What is assigned. Default: nothing. */
  readonly held?: readonly number[];
}

/** What every world has in its `oar.conf`. */
export const CONFIGURATION: Readonly<Record<string, string>> = {
  HIERARCHY_LABELS: "resource_id,network_address",
  SCHEDULER_RESOURCE_ORDER: "resource_id ASC",
  SCHEDULER_JOB_SECURITY_TIME: "60",
  SCHEDULER_PRIORITY_HIERARCHY_ORDER: "network_address/resource_id",
  WALLTIME_CHANGE_ENABLED: "yes",
  RESERVATION_WAITING_RESOURCES_TIMEOUT: "300",
  OPENSSH_CMD: "true",
};

/**
 * Nodes of two resources each. Resource 39 is Dead, and 40 is Suspected. Job ids say what they are: see the code.
 *
 * @param kills whether best-effort jobs are in the way of others: then nothing is launched
 */
export function world(client: ClientOf, { kills }: { readonly kills: boolean }): Rows {
  const reservation = (row: CaseRow): CaseRow => ({ reservation: "Scheduled", ...row });
  const jobs: JobRows[] = [
    // A Running job asks for more time; one of type noop is resumed; one waits for the launcher since the last round.
    { id: 1, row: { state: "Running", start_time: NOW - 100 }, walltime: 3600, held: [1, 2] },
    { id: 2, row: { state: "Resuming", start_time: NOW - 500, suspended: "YES" }, types: ["noop"], held: [3, 4] },
    { id: 3, row: { state: "toLaunch", start_time: NOW - 5 }, held: [5, 6] },
    // Ordinary jobs: three that start now, one of them best-effort, one that waits for them, one that depends.
    { id: 10 },
    { id: 11, nodes: 2, row: { notify: "mail:alice@example.org" } },
    { id: 12, row: { queue_name: "besteffort" }, types: ["besteffort"] },
    { id: 13, nodes: 15, walltime: 7200 },
    { id: 14, types: ["timesharing=user,*"] },
    // New reservations: accepted, too large.
    { id: 20, row: { reservation: "toSchedule", start_time: NOW + 50_000, info_type: client(20) } },
    { id: 21, row: { reservation: "toSchedule", start_time: NOW + 60_000, info_type: client(21) }, nodes: 99 },
    // Accepted reservations: kept, late, expired, waiting for a dead resource, going without it.
    { id: 30, row: reservation({ start_time: NOW + 90_000 }), plan: { start: NOW + 90_000, resources: [1, 2] } },
    { id: 31, row: reservation({ start_time: NOW - 60 }), plan: { start: NOW - 60, resources: [31, 32] } },
    { id: 32, row: reservation({ start_time: NOW - 9000 }), plan: { start: NOW - 9000, resources: [33, 34] } },
    { id: 33, row: reservation({ start_time: NOW - 10 }), plan: { start: NOW - 10, resources: [39] } },
    { id: 34, row: reservation({ start_time: NOW - 500 }), plan: { start: NOW - 500, resources: [35, 40] } },
    // Interactive jobs whose clients hear, and do not.
    { id: 40, row: { job_type: "INTERACTIVE", info_type: client(40) }, nodes: 12 },
    { id: 41, row: { job_type: "INTERACTIVE", info_type: "127.0.0.1:" }, nodes: 12 },
    // Acknowledgements: heard, refused.
    {
      id: 50,
      row: reservation({ state: "toAckReservation", start_time: NOW + 70_000, info_type: client(50) }),
      plan: { start: NOW + 70_000, resources: [7, 8] },
    },
    {
      id: 51,
      row: reservation({ state: "toAckReservation", start_time: NOW + 70_000, info_type: "127.0.0.1:" }),
      plan: { start: NOW + 70_000, resources: [9, 10] },
    },
    // On its way to Error.
    { id: 60, row: { state: "toError", job_type: "INTERACTIVE", info_type: client(60), message: "no such luck" } },
  ];
  if (kills) {
    const running = { state: "Running", start_time: NOW - 1000, queue_name: "besteffort" };
    jobs.push(
      { id: 70, row: running, types: ["besteffort"], held: [37], walltime: 7200 },
      { id: 71, row: { ...running, checkpoint: 30 }, types: ["besteffort"], held: [38], walltime: 7200 },
      {
        id: 72,
        row: reservation({ start_time: NOW }),
        plan: { start: NOW, resources: [37, 38] },
      },
    );
  }
  return rowsOf(jobs);
}

function rowsOf(jobs: readonly JobRows[]): Rows {
  const ten = (id: number): number => id * 10;
  const state = ({ row }: JobRows): string => String(row?.state ?? "Waiting");
  // What the round before has left: current jobs are in the plan, too.
  const planned = jobs.flatMap(({ id, plan, held, row }) => {
    if (held !== undefined) return [{ id, start: Number(row?.start_time), resources: held }];
    return plan === undefined ? [] : [{ id, ...plan }];
  });
  const predictions = planned.map(({ id, start }) => ({ moldable_job_id: ten(id), start_time: start }));
  const plan = planned.flatMap(({ id, resources }) =>
    resources.map((resource_id) => ({ moldable_job_id: ten(id), resource_id })),
  );
  const held = jobs.flatMap(({ id, held = [] }) =>
    held.map((resource_id) => ({ moldable_job_id: ten(id), resource_id })),
  );
  return {
    queues: [
      { queue_name: "admin", priority: 10, scheduler_policy: "kamelot" },
      { queue_name: "default", priority: 2, scheduler_policy: "kamelot" },
      { queue_name: "besteffort", priority: 0, scheduler_policy: "kamelot" },
    ],
    resources: Array.from({ length: 40 }, (_, index) => ({
      resource_id: index + 1,
      network_address: `node${Math.floor(index / 2) + 1}`,
      state: index === 38 ? "Dead" : index === 39 ? "Suspected" : "Alive",
    })),
    jobs: jobs.map(({ id, row, held: own }) =>
      job({
        job_id: id,
        job_user: "alice",
        message: "R=2,W=1:0:0,J=R",
        assigned_moldable_job: own === undefined ? 0 : ten(id),
        properties: "",
        ...row,
      }),
    ),
    moldable_job_descriptions: jobs.map(({ id, walltime = 600 }) => ({
      moldable_id: ten(id),
      moldable_job_id: id,
      moldable_walltime: walltime,
    })),
    job_resource_groups: jobs.map(({ id }) => ({
      res_group_id: ten(id) + 1,
      res_group_moldable_id: ten(id),
      res_group_property: "",
    })),
    job_resource_descriptions: jobs.map(({ id, nodes = 1 }) => ({
      res_job_group_id: ten(id) + 1,
      res_job_resource_type: "network_address",
      res_job_value: nodes,
      res_job_order: 0,
    })),
    job_types: jobs.flatMap(({ id, types = [] }) => types.map((type) => ({ job_id: id, type }))),
    job_dependencies: [{ job_id: 13, job_id_required: 10 }],
    job_state_logs: jobs.map((one) => ({
      job_id: one.id,
      job_state: state(one),
      date_start: NOW - 2000,
      date_stop: 0,
    })),
    walltime_change: [{ job_id: 1, pending: 600, granted: 0, granted_with_force: 0, granted_with_delay_next_jobs: 0 }],
    assigned_resources: held,
    gantt_jobs_predictions: predictions,
    gantt_jobs_predictions_visu: predictions,
    gantt_jobs_resources: plan,
    gantt_jobs_resources_visu: plan,
  };
}
