/** Jobs, what they ask for, and what happened to them (section 1.2 of the database reference). */
import { index, integer, pgEnum, pgTable, primaryKey, real, text } from "drizzle-orm/pg-core";
import { flag, lives, longText, name, number, optionalName, serial, word } from "./columns.js";

/** The states of a job (section 2.1); the last two are final. */
export const JOB_STATES = [
  "Waiting",
  "Hold",
  "toLaunch",
  "toError",
  "toAckReservation",
  "Launching",
  "Running",
  "Suspended",
  "Resuming",
  "Finishing",
  "Terminated",
  "Error",
] as const;

/** A state of a job. A word outside the list is an error in a comparison, not "no match". */
export const jobState = pgEnum("job_state", JOB_STATES);

/** A job. `reservation` holds the word `None`, not NULL. */
export const jobs = pgTable(
  "jobs",
  {
    job_id: serial(),
    array_id: number(),
    array_index: number(1),
    initial_request: text(),
    job_name: optionalName(100),
    job_env: text(),
    job_type: word(11, ["INTERACTIVE", "PASSIVE"], "PASSIVE"),
    /** `host:port` where the submitting program waits, or `host:`. */
    info_type: optionalName(),
    state: jobState().notNull().default("Waiting"),
    reservation: word(10, ["None", "toSchedule", "Scheduled"]),
    message: name(),
    scheduler_info: name(),
    job_user: name(),
    project: name(),
    job_group: name(),
    command: text(),
    /** Raw wait status. */
    exit_code: integer(),
    queue_name: name(100),
    /** A property filter that a user wrote (section 1.6). */
    properties: text(),
    launching_directory: text().notNull(),
    submission_time: number(),
    /** A date asked for, predicted, or of the launch, as the state says. */
    start_time: number(),
    stop_time: number(),
    file_id: integer(),
    accounted: flag(),
    notify: optionalName(),
    assigned_moldable_job: integer().default(0),
    checkpoint: number(),
    checkpoint_signal: integer().notNull(),
    stdout_file: text(),
    stderr_file: text(),
    resubmit_job_id: number(),
    /** Whether it ever was; never `NO` again. */
    suspended: flag(),
    last_karma: real(),
  },
  (table) => [
    index("state").on(table.state),
    index("state_id").on(table.state, table.job_id),
    index("reservation").on(table.reservation),
    index("queue_name").on(table.queue_name),
    index("accounted").on(table.accounted),
    index("suspended").on(table.suspended),
    index("job_array_id").on(table.array_id),
    index("assigned_moldable_job").on(table.assigned_moldable_job),
  ],
);

/** An alternative of a job. `moldable_job_id` is a job id here, and a moldable id in every other table. */
export const moldable_job_descriptions = pgTable(
  "moldable_job_descriptions",
  {
    moldable_id: serial(),
    moldable_job_id: number(),
    /** Seconds, without the pad. */
    moldable_walltime: number(),
    moldable_index: lives(),
  },
  (table) => [index("job_mold").on(table.moldable_job_id), index("log_mold_desc").on(table.moldable_index)],
);

/** A group of an alternative, with its property filter. */
export const job_resource_groups = pgTable(
  "job_resource_groups",
  {
    res_group_id: serial(),
    res_group_moldable_id: number(),
    res_group_property: text(),
    res_group_index: lives(),
  },
  (table) => [index("moldable_job").on(table.res_group_moldable_id), index("log_res").on(table.res_group_index)],
);

/** A level of a group and how many of it are wanted; -1, -2, -3 are ALL, BEST, HALF_BEST. */
export const job_resource_descriptions = pgTable(
  "job_resource_descriptions",
  {
    res_job_group_id: number(),
    res_job_resource_type: name(),
    res_job_value: number(),
    res_job_order: number(),
    res_job_index: lives(),
  },
  (table) => [
    primaryKey({ columns: [table.res_job_group_id, table.res_job_resource_type, table.res_job_order] }),
    index("resgroup").on(table.res_job_group_id),
    index("log_res_desc").on(table.res_job_index),
  ],
);

/** A type of a job, `key` or `key=value` (R3.1). */
export const job_types = pgTable(
  "job_types",
  { job_type_id: serial(), job_id: number(), type: name(), types_index: lives() },
  (table) => [
    index("log_types").on(table.types_index),
    index("type").on(table.type),
    index("id_types").on(table.job_id),
  ],
);

/** What must happen before a job starts. No scheduler here looks at the shifts. */
export const job_dependencies = pgTable(
  "job_dependencies",
  {
    job_id: number(),
    job_id_required: number(),
    min_start_shift: name(12),
    max_start_shift: name(12),
    job_dependency_index: lives(),
  },
  (table) => [
    primaryKey({ columns: [table.job_id, table.job_id_required] }),
    index("id_dep").on(table.job_id),
    index("log_dep").on(table.job_dependency_index),
  ],
);

/** Which state a job was in, and when; `date_stop` 0: it still is. */
export const job_state_logs = pgTable(
  "job_state_logs",
  {
    job_state_log_id: serial(),
    job_id: number(),
    job_state: word(16, JOB_STATES),
    date_start: number(),
    date_stop: number(),
  },
  (table) => [index("id_job_log").on(table.job_id), index("state_job_log").on(table.job_state)],
);

/** A job that is to be killed, and how far that has come. */
export const frag_jobs = pgTable(
  "frag_jobs",
  {
    frag_id_job: integer().primaryKey().default(0),
    frag_date: number(),
    frag_state: word(16, ["LEON", "TIMER_ARMED", "LEON_EXTERMINATE", "FRAGGED"]),
  },
  (table) => [index("frag_state").on(table.frag_state)],
);

/** A wish to change the walltime of a running job. Seconds. */
export const walltime_change = pgTable(
  "walltime_change",
  {
    job_id: integer().primaryKey().default(0),
    /** What is asked for and not granted yet; negative: shorter. */
    pending: number(),
    force: flag(),
    delay_next_jobs: flag(),
    granted: number(),
    granted_with_force: number(),
    granted_with_delay_next_jobs: number(),
  },
  (table) => [index("walltime_change_job_id").on(table.job_id)],
);

/** Secrets of a job. The scheduler never needs them, and the read-only role may not see them. */
export const challenges = pgTable(
  "challenges",
  {
    job_id: integer().primaryKey().default(0),
    challenge: name(),
    ssh_private_key: longText(),
    ssh_public_key: longText(),
  },
  (table) => [index("challenge_job_id").on(table.job_id)],
);
