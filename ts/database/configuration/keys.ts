/** The keys of `oar.conf` that matter here, under OAR's names: form and default (section 3.2 of the database reference). */
import {
  decimal,
  durationPerQueue,
  type Form,
  freeText,
  integer,
  type Levels,
  levels,
  limit,
  names,
  order,
  synonym,
  targets,
  word,
  wordOrElse,
  yesNo,
} from "./forms.js";

/** Settings that decide whether others are looked at. */
type Switch = "quotas" | "energy" | "walltimeChange" | "karma";

/** One key. */
interface Key<Value, Default> {
  readonly form: Form<Value>;
  /** The value without the key. */
  readonly otherwise: Default;
  /** The key is read only with this feature; without it the default holds, whatever stands there. */
  readonly only?: Switch;
  /** The value is a password: no message shows it. */
  readonly secret?: true;
}

const key = <Value, Default>(form: Form<Value>, otherwise: Default, only?: Switch): Key<Value, Default> => ({
  form,
  otherwise,
  ...(only !== undefined && { only }),
});
const text = <Default extends string | null>(otherwise: Default, only?: Switch) => key(freeText, otherwise, only);
const password: Key<string, null> = { form: freeText, otherwise: null, secret: true };
const port = (otherwise: number, only?: Switch) => key(integer(1, 65_535), otherwise, only);

const DAY = 86_400;

/**
 * Every key, with its default; `null`: it has none. Durations are seconds. Keys that only other programs of OAR
 * read are texts, and never a fault.
 */
export const KEYS = {
  /** `sqlite` is a word of OAR's, and refused when a session is opened. */
  DB_TYPE: key(
    synonym({ pg: "postgresql", psql: "postgresql", pgsql: "postgresql", sqlite: "sqlite" }),
    "postgresql" as const,
  ),
  DB_HOSTNAME: text(null),
  DB_PORT: port(5432),
  DB_BASE_NAME: text(null),
  DB_BASE_LOGIN: text(null),
  DB_BASE_PASSWD: password,
  /** A role that may only read. */
  DB_BASE_LOGIN_RO: text(null),
  DB_BASE_PASSWD_RO: password,
  DB_BASE_FILE: text(null),

  METASCHEDULER_MODE: key(word("internal", "external"), "internal" as const),
  /** Launches are told by TCP, not by ZeroMQ. */
  METASCHEDULER_OAR3_WITH_OAR2: key(yesNo, false),
  /** Folder of external schedulers; `null`: they are looked up in PATH. */
  SCHEDULERS_PATH: text(null),
  EXTRA_METASCHED: text("default"),
  EXTRA_METASCHED_CONFIG: text(""),
  META_SCHED_CMD: text("kao"),
  REDOX_SCHEDULER: text("no"),
  SCHEDULER_MIN_TIME_BETWEEN_2_CALLS: text("5"),

  SERVER_HOSTNAME: text("localhost"),
  SERVER_PORT: port(6666),
  APPENDICE_SERVER_PORT: port(6670),
  BIPBIP_COMMANDER_SERVER: text("localhost"),
  BIPBIP_COMMANDER_PORT: port(6671),
  GRETA_SERVER: text("localhost"),
  GRETA_PORT: port(6672, "energy"),

  HIERARCHY_LABELS: key(names(","), ["resource_id", "network_address"] as readonly string[]),
  SCHEDULER_RESOURCE_ORDER: key(order, [{ column: "resource_id", descending: false, nulls: null }] as const),
  /** Levels whose resources get another scheduler priority; none: that never happens. */
  SCHEDULER_PRIORITY_HIERARCHY_ORDER: key(levels, { text: "", columns: [] } as Levels),
  /** Types of resources that may be used under suspended jobs. */
  SCHEDULER_AVAILABLE_SUSPENDED_RESOURCE_TYPE: key(names(" "), ["default"] as readonly string[]),
  /** The pad (R1.3). */
  SCHEDULER_JOB_SECURITY_TIME: key(integer(0), 60),
  /** Look-ahead for kills of best-effort jobs. */
  SCHEDULER_BESTEFFORT_KILL_DURATION_BEFORE_RESERVATION: key(integer(0), 0),
  /** Patience for resources that an accepted reservation misses. */
  RESERVATION_WAITING_RESOURCES_TIMEOUT: key(integer(0), 300),
  /** Waiting jobs treated for each queue group (R4.3); `null`: no limit. */
  MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: key(limit, null),
  /** Not a key of OAR: groups of a request may share resources (R9.3). */
  SCHEDULER_GROUPS_MAY_OVERLAP: key(yesNo, false),
  /** For energy commands; external schedulers have no time limit. */
  SCHEDULER_TIMEOUT: key(integer(1), 10),
  SCHEDULER_LOG_JOB_SCHEDULING_TIME: key(yesNo, false),
  SCHEDULER_JOB_SCHEDULING_TIME_YAML: text(""),

  JOB_PRIORITY: key(wordOrElse("FIFO", "FAIRSHARE", "MULTIFACTOR", "CUSTOM"), "FIFO" as const),
  CUSTOM_JOB_SORTING: text(""),
  CUSTOM_JOB_SORTING_CONFIG: text("{}"),
  /** Weights of MULTIFACTOR (R4.6), YAML. */
  PRIORITY_CONF_FILE: text(null),
  SCHEDULER_FAIRSHARING_WINDOW_SIZE: key(integer(1), 30 * DAY, "karma"),
  SCHEDULER_FAIRSHARING_PROJECT_TARGETS: key(targets, "{default => 21.0}", "karma"),
  SCHEDULER_FAIRSHARING_USER_TARGETS: key(targets, "{default => 22.0}", "karma"),
  SCHEDULER_FAIRSHARING_COEF_PROJECT: key(decimal, 0, "karma"),
  SCHEDULER_FAIRSHARING_COEF_USER: key(decimal, 1, "karma"),
  SCHEDULER_FAIRSHARING_COEF_USER_ASK: key(decimal, 1, "karma"),

  QUOTAS: key(yesNo, false),
  QUOTAS_CONF_FILE: text("/etc/oar/quotas_conf.json", "quotas"),
  QUOTAS_PERIOD: text("1296000", "quotas"),
  QUOTAS_WINDOW_TIME_LIMIT: key(integer(0), 60 * DAY, "quotas"),
  /** What `ALL` means: with any other text all resources of type `default`, dead ones too (R12.4). */
  QUOTAS_ALL_NB_RESOURCES_MODE: text("default_not_dead", "quotas"),

  WALLTIME_CHANGE_ENABLED: key(yesNo, false),
  WALLTIME_CHANGE_APPLY_TIME: key(durationPerQueue, null, "walltimeChange"),
  WALLTIME_INCREMENT: key(durationPerQueue, null, "walltimeChange"),
  WALLTIME_MAX_INCREASE: text("{'default': 7200}"),
  WALLTIME_MIN_FOR_CHANGE: text("0"),
  WALLTIME_ALLOWED_USERS_TO_FORCE: text("{'_': '*', 'besteffort': ''}"),
  WALLTIME_ALLOWED_USERS_TO_DELAY_JOBS: text(""),

  /** `null`: no decision about energy is made. */
  ENERGY_SAVING_MODE: key(word("metascheduler_decision_making"), null),
  /** Greta runs the commands. */
  ENERGY_SAVING_INTERNAL: key(yesNo, false, "energy"),
  SCHEDULER_NODE_MANAGER_SLEEP_CMD: text(null, "energy"),
  SCHEDULER_NODE_MANAGER_WAKE_UP_CMD: text(null, "energy"),
  SCHEDULER_NODE_MANAGER_IDLE_TIME: key(integer(0), null, "energy"),
  SCHEDULER_NODE_MANAGER_SLEEP_TIME: key(integer(0), null, "energy"),
  SCHEDULER_NODE_MANAGER_WAKEUP_TIME: key(integer(0), 1, "energy"),
  ENERGY_SAVING_NODE_MANAGER_SLEEP_CMD: text(null, "energy"),
  ENERGY_SAVING_NODE_MANAGER_WAKE_UP_CMD: text(null, "energy"),
  ENERGY_SAVING_NODES_KEEPALIVE: text(null),

  JUST_BEFORE_RESUME_EXEC_FILE: text(null),
  SUSPEND_RESUME_SCRIPT_TIMEOUT: key(integer(1), 60),
  JOB_RESOURCE_MANAGER_PROPERTY_DB_FIELD: text(null),
  SUSPEND_RESUME_FILE: text(null),
  TAKTUK_CMD: text(null),

  /** The ssh of checkpoints, an argument vector (section 10.4). */
  OPENSSH_CMD: text("/usr/bin/ssh -p 6667"),
  TIMEOUT_SSH: key(integer(1), 120),
  /** On the first node of a job: where the process id of what runs it is, in a file of this name and the job's id. */
  OAREXEC_DIRECTORY: text("/var/lib/oar"),
  OAREXEC_PID_FILE_NAME: text("pid_of_oarexec_for_jobId_"),
  COSYSTEM_HOSTNAME: text("127.0.0.1"),
  DEPLOY_HOSTNAME: text("127.0.0.1"),

  MAIL_SMTP_SERVER: text(null),
  MAIL_SENDER: text(null),

  /** 0 error to 3 debug. */
  LOG_LEVEL: key(wordOrElse("3", "0", "1", "2"), "3" as const),
  LOG_FILE: text(":stderr:"),
  LOG_FORMAT: text(null),
} as const satisfies Record<string, Key<unknown, unknown>>;

/** The values of all keys. */
export type Settings = {
  readonly [Name in keyof typeof KEYS]: (typeof KEYS)[Name] extends Key<infer Value, infer Default>
    ? Value | Default
    : never;
};

/** Which keys are in use. */
export const SWITCHES: Readonly<Record<Switch, (settings: Partial<Settings>) => boolean>> = {
  quotas: (settings) => settings.QUOTAS === true,
  energy: (settings) => (settings.ENERGY_SAVING_MODE ?? null) !== null,
  walltimeChange: (settings) => settings.WALLTIME_CHANGE_ENABLED === true,
  karma: (settings) => settings.JOB_PRIORITY !== "FIFO",
};
