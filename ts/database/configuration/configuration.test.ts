import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ConfigurationError, checkColumns, loadConfiguration, parseConfiguration, type Settings } from "./index.js";

const folder = mkdtempSync(join(tmpdir(), "oar-conf-"));
afterAll(() => rmSync(folder, { recursive: true }));

const settings = (content: string): Settings => parseConfiguration(content).settings;

/** The faults of a content, without the file. */
function faults(content: string): string[] {
  try {
    parseConfiguration(content, "F");
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults.map(({ message }) => message);
    throw error;
  }
  return [];
}

test("an empty file has OAR's defaults", () => {
  expect(settings("")).toMatchObject({
    DB_TYPE: "postgresql",
    DB_PORT: 5432,
    DB_BASE_PASSWD: null,
    METASCHEDULER_MODE: "internal",
    APPENDICE_SERVER_PORT: 6670,
    HIERARCHY_LABELS: ["resource_id", "network_address"],
    SCHEDULER_RESOURCE_ORDER: [{ column: "resource_id", descending: false, nulls: null }],
    SCHEDULER_JOB_SECURITY_TIME: 60,
    MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: null,
    JOB_PRIORITY: "FIFO",
    SCHEDULER_FAIRSHARING_WINDOW_SIZE: 2_592_000,
    QUOTAS: false,
    QUOTAS_WINDOW_TIME_LIMIT: 5_184_000,
    ENERGY_SAVING_MODE: null,
    SUSPEND_RESUME_SCRIPT_TIMEOUT: 60,
    TIMEOUT_SSH: 120,
  });
});

test.each([
  ["DB_BASE_NAME=oar", "oar"],
  ["  DB_BASE_NAME =  oar  ", "oar"],
  ['DB_BASE_NAME="oar"', "oar"],
  ["DB_BASE_NAME='oar' # the name", "oar"],
  ['DB_BASE_NAME="o#a r"#c', "o#a r"],
  ["DB_BASE_NAME=oar # the name", "oar"],
  ["DB_BASE_NAME=oar\t#the name", "oar"],
  ["DB_BASE_NAME=o#ar", "o#ar"],
  ["DB_BASE_NAME=a=b", "a=b"],
  ["DB_BASE_NAME=it's", "it's"],
  ["DB_BASE_NAME=$(id)`id`$HOME", "$(id)`id`$HOME"],
  ["DB_BASE_NAME=a\\", "a\\"],
  ['DB_BASE_NAME=" it\'s "', " it's "],
  ["DB_BASE_NAME=first\r\nDB_BASE_NAME=oar\r\n", "oar"],
  ["\uFEFFDB_BASE_NAME=oar", "oar"],
  ["DB_BASE_NAME=oar\nDB_BASE_NAME=", null],
  ['DB_BASE_NAME=""', null],
  ["DB_BASE_NAME= # none", null],
  ["#DB_BASE_NAME=oar", null],
  ["export DB_BASE_NAME=oar", null],
])("the text of %j", (content, expected) => {
  expect(settings(content).DB_BASE_NAME).toBe(expected);
});

test("a text that looks like a number stays a text, a number that looks octal is decimal", () => {
  const { DB_BASE_PASSWD, SCHEDULER_JOB_SECURITY_TIME } = settings(
    "DB_BASE_PASSWD=0123\nSCHEDULER_JOB_SECURITY_TIME=0120",
  );
  expect([DB_BASE_PASSWD, SCHEDULER_JOB_SECURITY_TIME]).toEqual(["0123", 120]);
});

test("lines that are nothing are ignored with a warning, unknown keys without a word", () => {
  const { warnings } = parseConfiguration('A_KEY="open\nexport X=1\nnothing\n\n # a comment\n=1\n', "F");
  expect(warnings).toEqual([2, 3, 6].map((line) => `F, line ${line}: neither an assignment nor a comment, ignored`));
});

test.each([
  ["QUOTAS=YES", { QUOTAS: true }],
  ["WALLTIME_CHANGE_ENABLED=No", { WALLTIME_CHANGE_ENABLED: false }],
  ["DB_TYPE=PgSQL", { DB_TYPE: "postgresql" }],
  ["DB_TYPE=sqlite", { DB_TYPE: "sqlite" }],
  ["SCHEDULER_JOB_SECURITY_TIME=2147483647", { SCHEDULER_JOB_SECURITY_TIME: 2_147_483_647 }],
  ["METASCHEDULER_MODE=external", { METASCHEDULER_MODE: "external" }],
  ["QUOTAS=yes\nQUOTAS_ALL_NB_RESOURCES_MODE=alive", { QUOTAS_ALL_NB_RESOURCES_MODE: "alive" }],
  ["JOB_PRIORITY=FAIRSHARE\nSCHEDULER_FAIRSHARING_COEF_USER=-.5e1", { SCHEDULER_FAIRSHARING_COEF_USER: -5 }],
  ["HIERARCHY_LABELS= switch , cpu,core ,", { HIERARCHY_LABELS: ["switch", "cpu", "core"] }],
  [
    "SCHEDULER_PRIORITY_HIERARCHY_ORDER=network_address / /resource_id",
    {
      SCHEDULER_PRIORITY_HIERARCHY_ORDER: {
        text: "network_address / /resource_id",
        columns: ["network_address", "resource_id"],
      },
    },
  ],
  [
    "SCHEDULER_AVAILABLE_SUSPENDED_RESOURCE_TYPE='default  licence'",
    {
      SCHEDULER_AVAILABLE_SUSPENDED_RESOURCE_TYPE: ["default", "licence"],
    },
  ],
  [
    'SCHEDULER_RESOURCE_ORDER="Mem desc nulls  last, cpu NULLS FIRST,core"',
    {
      SCHEDULER_RESOURCE_ORDER: [
        { column: "mem", descending: true, nulls: "last" },
        { column: "cpu", descending: false, nulls: "first" },
        { column: "core", descending: false, nulls: null },
      ],
    },
  ],
])("%s", (content, expected) => {
  expect(settings(content)).toMatchObject(expected);
});

test.each([
  ["1000", 1000, 0],
  ["+5", 5, 0],
  ["99999999999999999999", Number.MAX_SAFE_INTEGER, 0],
  ["0", null, 1],
  ["5.0", null, 1],
  ["-5", null, 1],
  ["many", null, 1],
])("at most %s jobs a round", (text, expected, warned) => {
  const { settings, warnings } = parseConfiguration(`MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND=${text}`);
  expect(settings.MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND).toBe(expected);
  expect(warnings).toHaveLength(warned);
});

test("an unknown order is FIFO, with a warning", () => {
  const { settings, warnings } = parseConfiguration("\nJOB_PRIORITY=FAIRSHARING", "F");
  expect(settings.JOB_PRIORITY).toBe("FIFO");
  expect(warnings).toEqual(['F, line 2, JOB_PRIORITY: "FAIRSHARING" is unknown: FIFO holds instead']);
});

test.each([
  ["0.25", [], { ratio: 0.25 }],
  ["1", [], { seconds: 1 }],
  ["1.0", [], { seconds: 1 }],
  ["1800.9", [], { seconds: 1800 }],
  ["-3", [], { seconds: 0 }],
  ["{default => 600, _ => 0.5}", [["default", { seconds: 600 }]], { ratio: 0.5 }],
  [
    "{'default': 600, 'a-b': '0.1',}",
    [
      ["default", { seconds: 600 }],
      ["a-b", { ratio: 0.1 }],
    ],
    null,
  ],
  ["{}", [], null],
])("a walltime increment of %s", (text, queues, others) => {
  const { WALLTIME_INCREMENT } = settings(`WALLTIME_CHANGE_ENABLED=YES\nWALLTIME_INCREMENT=${text}`);
  expect(WALLTIME_INCREMENT).toEqual({ queues: new Map(queues as []), others });
});

test("every fault is named with file, line and key, in the order of the lines", () => {
  const content = [
    "QUOTAS=perhaps",
    "SCHEDULER_JOB_SECURITY_TIME=-1",
    "DB_PORT=65536",
    "SCHEDULER_TIMEOUT=0",
    "METASCHEDULER_MODE=batsim_sched_proxy",
    'DB_HOSTNAME="open',
    "DB_BASE_NAME='a' b",
    "SCHEDULER_RESOURCE_ORDER=cpu; drop table jobs",
    "RESERVATION_WAITING_RESOURCES_TIMEOUT=2147483648",
  ];
  expect(faults(content.join("\n"))).toEqual([
    'F, line 1, QUOTAS: expected yes or no, found "perhaps"',
    'F, line 2, SCHEDULER_JOB_SECURITY_TIME: expected an integer from 0 to 2147483647, found "-1"',
    'F, line 3, DB_PORT: expected an integer from 1 to 65535, found "65536"',
    'F, line 4, SCHEDULER_TIMEOUT: expected an integer from 1 to 2147483647, found "0"',
    'F, line 5, METASCHEDULER_MODE: expected internal or external, found "batsim_sched_proxy"',
    'F, line 6, DB_HOSTNAME: expected a closing "',
    "F, line 7, DB_BASE_NAME: expected nothing but a comment after the closing '",
    expect.stringMatching(/^F, line 8, SCHEDULER_RESOURCE_ORDER: expected columns .*drop table/),
    expect.stringMatching(/^F, line 9, RESERVATION_WAITING_RESOURCES_TIMEOUT: /),
  ]);
});

test("a password is in no message", () => {
  const [message] = faults("DB_BASE_PASSWD='hunter2");
  expect(message).toBe("F, line 1, DB_BASE_PASSWD: expected a closing '");
  expect(faults("DB_BASE_PASSWD='hunter2' hunter2").join()).not.toContain("hunter2");
});

test.each([
  ["QUOTAS_WINDOW_TIME_LIMIT=x", "QUOTAS=yes"],
  ["SCHEDULER_NODE_MANAGER_IDLE_TIME=x", "ENERGY_SAVING_MODE=metascheduler_decision_making"],
  ["ENERGY_SAVING_INTERNAL=x", "ENERGY_SAVING_MODE=metascheduler_decision_making"],
  ["WALLTIME_INCREMENT=x", "WALLTIME_CHANGE_ENABLED=yes"],
  ["WALLTIME_CHANGE_APPLY_TIME={a => b}", "WALLTIME_CHANGE_ENABLED=yes"],
  ["SCHEDULER_FAIRSHARING_COEF_USER=x", "JOB_PRIORITY=FAIRSHARE"],
  ["SCHEDULER_FAIRSHARING_USER_TARGETS={a 1}", "JOB_PRIORITY=MULTIFACTOR"],
])("%s is a fault only with %s", (wrong, feature) => {
  expect(faults(wrong)).toEqual([]);
  expect(faults(`${wrong}\n${feature}`)).toHaveLength(1);
});

test("the file is the one named, else OARCONFFILE, else the default one, which may be missing", () => {
  const file = (name: string): string => {
    writeFileSync(join(folder, name), `DB_BASE_NAME=${name}\n`);
    return join(folder, name);
  };
  const [named, variable, otherwise] = [file("named"), file("variable"), file("otherwise")];
  const name = (...args: Parameters<typeof loadConfiguration>) => loadConfiguration(...args).settings.DB_BASE_NAME;
  expect(name({ OARCONFFILE: variable }, named, otherwise)).toBe("named");
  expect(name({ OARCONFFILE: variable }, undefined, otherwise)).toBe("variable");
  expect(name({ OARCONFFILE: "" }, undefined, otherwise)).toBe("otherwise");
  expect(loadConfiguration({}, undefined, join(folder, "missing"))).toMatchObject({ file: null, warnings: [] });
});

test("a file that is named and missing, or there and unreadable, is an error", () => {
  const missing = join(folder, "missing");
  const refused = (code: string) =>
    expect.objectContaining({ code: "configuration", message: expect.stringContaining(code) });
  expect(() => loadConfiguration({ OARCONFFILE: missing })).toThrow(refused(`${missing}: cannot be read (ENOENT)`));
  expect(() => loadConfiguration({}, missing)).toThrow(refused("ENOENT"));
  expect(() => loadConfiguration({}, undefined, folder)).toThrow(refused("EISDIR"));
});

test("columns that are not there are a fault", () => {
  const configuration = parseConfiguration("HIERARCHY_LABELS=resource_id,rack\nSCHEDULER_RESOURCE_ORDER=mem DESC", "F");
  expect(() => checkColumns(configuration, new Set(["resource_id", "rack", "mem"]))).not.toThrow();
  expect(() => checkColumns(configuration, new Set(["resource_id"]))).toThrow(
    'F, line 1, HIERARCHY_LABELS: expected columns of the table resources, found "rack"\n' +
      'F, line 2, SCHEDULER_RESOURCE_ORDER: expected columns of the table resources, found "mem"',
  );
});
