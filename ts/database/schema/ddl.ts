/**
 * The statements that make the tables of an OAR 3 database, version {@link SCHEMA_VERSION}. There are no foreign
 * keys in it, as in OAR's own.
 */
import { INDEXES } from "./indexes.js";

/** What stands in the table `schema`. */
export const SCHEMA_VERSION = "3.0.0";

const YES_NO = ["YES", "NO"];
const LIVES = ["CURRENT", "LOG"];
const STATES = [
  ...["Waiting", "Hold", "toLaunch", "toError", "toAckReservation", "Launching", "Running", "Suspended", "Resuming"],
  ...["Finishing", "Terminated", "Error"],
];

const quoted = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(", ");

/** Columns that are numbers, 0 unless given. */
const numbers = (...names: string[]): string => names.map((name) => `${name} integer NOT NULL DEFAULT 0`).join(", ");

/** Columns that are short texts, empty unless given. */
const names = (length: number, ...columns: string[]): string =>
  columns.map((name) => `${name} varchar(${length}) NOT NULL DEFAULT ''`).join(", ");

/** A column that holds one of a list of words. */
const word = (name: string, length: number, list: readonly string[], otherwise: string): string =>
  `${name} varchar(${length}) NOT NULL DEFAULT '${otherwise}' CHECK (${name} IN (${quoted(list)}))`;

const flag = (name: string, otherwise = "NO"): string => word(name, 3, YES_NO, otherwise);
const lives = (name: string): string => word(name, 7, LIVES, "CURRENT");

const TYPES = [
  `CREATE TYPE job_state AS ENUM (${quoted(STATES)})`,
  `CREATE TYPE resource_index AS ENUM (${quoted(LIVES)})`,
];

const JOBS = `
  job_id bigserial PRIMARY KEY,
  array_id integer NOT NULL DEFAULT 0,
  array_index integer NOT NULL DEFAULT 1,
  initial_request text,
  job_name varchar(100),
  job_env text,
  ${word("job_type", 11, ["INTERACTIVE", "PASSIVE"], "PASSIVE")},
  info_type varchar(255),
  state job_state NOT NULL DEFAULT 'Waiting',
  ${word("reservation", 10, ["None", "toSchedule", "Scheduled"], "None")},
  ${names(255, "message", "scheduler_info", "job_user", "project", "job_group")},
  command text,
  exit_code integer,
  queue_name varchar(100) NOT NULL DEFAULT '',
  properties text,
  launching_directory text NOT NULL,
  ${numbers("submission_time", "start_time", "stop_time")},
  file_id integer,
  ${flag("accounted")},
  notify varchar(255),
  assigned_moldable_job integer DEFAULT 0,
  checkpoint integer NOT NULL DEFAULT 0,
  checkpoint_signal integer NOT NULL,
  stdout_file text,
  stderr_file text,
  resubmit_job_id integer NOT NULL DEFAULT 0,
  ${flag("suspended")},
  last_karma real`;

const RESOURCES = `
  resource_id bigserial PRIMARY KEY,
  type varchar(100) NOT NULL DEFAULT 'default',
  network_address varchar(100) NOT NULL DEFAULT '',
  ${word("state", 9, ["Alive", "Dead", "Suspected", "Absent"], "Alive")},
  ${word("next_state", 9, ["UnChanged", "Alive", "Dead", "Absent", "Suspected"], "UnChanged")},
  ${flag("finaud_decision")},
  ${flag("next_finaud_decision")},
  state_num integer NOT NULL DEFAULT 0,
  ${flag("suspended_jobs")},
  scheduler_priority integer NOT NULL DEFAULT 0,
  cpuset varchar(255) NOT NULL DEFAULT '0',
  ${flag("besteffort", "YES")},
  ${flag("deploy")},
  expiry_date integer NOT NULL DEFAULT 0,
  ${flag("desktop_computing")},
  last_job_date integer NOT NULL DEFAULT 0,
  available_upto integer NOT NULL DEFAULT 2147483647,
  last_available_upto integer NOT NULL DEFAULT 0,
  ${flag("drain")}`;

const PREDICTIONS = "moldable_job_id integer DEFAULT 0 PRIMARY KEY, start_time integer NOT NULL DEFAULT 0";
const PLANNED = `${numbers("moldable_job_id", "resource_id")}, PRIMARY KEY (moldable_job_id, resource_id)`;

/** Name of each table, and what stands between its parentheses. */
const TABLES: Readonly<Record<string, string>> = {
  jobs: JOBS,
  moldable_job_descriptions: `moldable_id bigserial PRIMARY KEY, ${numbers("moldable_job_id", "moldable_walltime")},
    ${lives("moldable_index")}`,
  job_resource_groups: `res_group_id bigserial PRIMARY KEY, ${numbers("res_group_moldable_id")},
    res_group_property text, ${lives("res_group_index")}`,
  job_resource_descriptions: `${numbers("res_job_group_id")}, ${names(255, "res_job_resource_type")},
    ${numbers("res_job_value", "res_job_order")}, ${lives("res_job_index")},
    PRIMARY KEY (res_job_group_id, res_job_resource_type, res_job_order)`,
  job_types: `job_type_id bigserial PRIMARY KEY, ${numbers("job_id")}, ${names(255, "type")}, ${lives("types_index")}`,
  job_dependencies: `${numbers("job_id", "job_id_required")}, ${names(12, "min_start_shift", "max_start_shift")},
    ${lives("job_dependency_index")}, PRIMARY KEY (job_id, job_id_required)`,
  job_state_logs: `job_state_log_id bigserial PRIMARY KEY, ${numbers("job_id")},
    ${word("job_state", 16, STATES, "Waiting")}, ${numbers("date_start", "date_stop")}`,
  challenges: `job_id integer DEFAULT 0 PRIMARY KEY, ${names(255, "challenge")},
    ssh_private_key text NOT NULL DEFAULT '', ssh_public_key text NOT NULL DEFAULT ''`,
  frag_jobs: `frag_id_job integer DEFAULT 0 PRIMARY KEY, ${numbers("frag_date")},
    ${word("frag_state", 16, ["LEON", "TIMER_ARMED", "LEON_EXTERMINATE", "FRAGGED"], "LEON")}`,
  walltime_change: `job_id integer DEFAULT 0 PRIMARY KEY, ${numbers("pending")}, ${flag("force")},
    ${flag("delay_next_jobs")}, ${numbers("granted", "granted_with_force", "granted_with_delay_next_jobs")}`,
  event_logs: `event_id bigserial PRIMARY KEY, ${names(50, "type")}, ${numbers("job_id", "date")},
    ${names(255, "description")}, ${flag("to_check", "YES")}`,
  event_log_hostnames: `${numbers("event_id")}, ${names(255, "hostname")}, PRIMARY KEY (event_id, hostname)`,
  gantt_jobs_predictions: PREDICTIONS,
  gantt_jobs_resources: PLANNED,
  gantt_jobs_predictions_visu: PREDICTIONS,
  gantt_jobs_resources_visu: PLANNED,
  gantt_jobs_predictions_log: `${numbers("sched_date", "moldable_job_id", "start_time")},
    PRIMARY KEY (sched_date, moldable_job_id)`,
  gantt_jobs_resources_log: `${numbers("sched_date", "moldable_job_id", "resource_id")},
    PRIMARY KEY (sched_date, moldable_job_id, resource_id)`,
  assigned_resources: `${numbers("moldable_job_id", "resource_id")},
    assigned_resource_index resource_index NOT NULL DEFAULT 'CURRENT', PRIMARY KEY (moldable_job_id, resource_id)`,
  resources: RESOURCES,
  resource_logs: `resource_log_id bigserial PRIMARY KEY, ${numbers("resource_id")}, ${names(255, "attribute", "value")},
    ${numbers("date_start", "date_stop")}, ${flag("finaud_decision")}`,
  queues: `queue_name varchar(100) DEFAULT '' PRIMARY KEY, ${numbers("priority")}, ${names(100, "scheduler_policy")},
    ${word("state", 9, ["Active", "notActive"], "Active")}`,
  accounting: `window_start integer NOT NULL, ${numbers("window_stop")},
    ${names(255, "accounting_user", "accounting_project")}, ${names(100, "queue_name")},
    ${word("consumption_type", 5, ["ASKED", "USED"], "ASKED")}, consumption bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (window_start, window_stop, accounting_user, accounting_project, queue_name, consumption_type)`,
  files: `file_id bigserial PRIMARY KEY, md5sum varchar(255), location varchar(255), method varchar(255),
    compression varchar(255), ${numbers("size")}`,
  admission_rules: `id bigserial PRIMARY KEY, ${numbers("priority")}, ${flag("enabled", "YES")}, rule text NOT NULL`,
  schema: "version varchar(255) NOT NULL, name varchar(255) NOT NULL",
  scheduler: "name varchar(100) PRIMARY KEY, script varchar(100) NOT NULL, description varchar(255) NOT NULL",
};

/** The statements in their order, each a statement of its own: types, tables, indexes, the version. */
export function schemaStatements(): string[] {
  return [
    ...TYPES,
    ...Object.entries(TABLES).map(([name, columns]) => `CREATE TABLE ${name} (${columns.trim()})`),
    ...INDEXES.map(([name, table, ...columns]) => `CREATE INDEX ${name} ON ${table} (${columns.join(", ")})`),
    `INSERT INTO schema (version, name) VALUES ('${SCHEMA_VERSION}', '')`,
  ];
}
