/** Every kind of bad input is an InputError that names its field; none of them harms the engine. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type InputCode, LIMITS, type ScheduleData } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";
import { type Loose, nested, validScenario } from "./base.js";

let engine: InstanceType<typeof redox.Engine>;
let good: ScheduleData;

beforeAll(async () => {
  engine = await redox.createEngine();
  good = structuredClone(JSON.parse(JSON.stringify(engine.scheduleScenario(validScenario()))));
});
afterAll(() => engine.dispose());

/** The error of scheduling `input`. */
function errorOf(input: unknown): Error & { code?: string; field?: string } {
  try {
    engine.scheduleScenario(input as Loose);
  } catch (error) {
    return error as Error;
  }
  throw new Error("the input was accepted");
}

function expectRefused(input: unknown, code: InputCode, field: string): void {
  const error = errorOf(input);
  expect(error, String(error)).toBeInstanceOf(redox.InputError);
  expect({ code: error.code, field: error.field }).toEqual({ code, field });
  expect(error.message.length).toBeLessThan(600);
  expect(JSON.parse(JSON.stringify(engine.scheduleScenario(validScenario())))).toEqual(good);
}

/** `[what is wrong, how it is put in, code, field]` */
type Row = [title: string, spoil: (scenario: Loose) => unknown, code: InputCode, field: string];

/** Runs a table: `spoil` changes the scenario in place, or returns what is to be given instead. */
function table(name: string, rows: Row[]): void {
  describe(name, () => {
    test.each(rows)("%s", (_, spoil, code, field) => {
      const scenario = validScenario();
      const other = spoil(scenario);
      expectRefused(typeof other === "function" ? other() : scenario, code, field);
    });
  });
}

/** Gives `value` instead of a scenario. */
const instead = (value: unknown) => () => () => value;

table("the whole", [
  ["undefined", instead(undefined), "wrong_type", "(root)"],
  ["null", instead(null), "wrong_type", "(root)"],
  ["a number", instead(1), "wrong_type", "(root)"],
  ["a text", instead("{}"), "wrong_type", "(root)"],
  ["a list", instead([]), "wrong_type", "(root)"],
  ["a function", instead(() => 1), "wrong_type", "(root)"],
  ["a date", instead(new Date(0)), "wrong_type", "(root)"],
  ["a map", instead(new Map()), "wrong_type", "(root)"],
  ["a promise", instead(Promise.resolve(validScenario())), "wrong_type", "(root)"],
  ["an empty object", instead({}), "missing", "scenario"],
]);

const REQUIRED = [
  "scenario",
  "now",
  "resources",
  "queues",
  "jobs",
  "resources.default",
  "resources.hierarchy",
  "jobs[1].id",
  "jobs[1].queue",
  "jobs[0].assignment.begin",
  "jobs[0].assignment.end",
  "jobs[0].assignment.resources",
  "jobs[1].moldables[0].id",
  "jobs[1].moldables[0].walltime",
  "jobs[1].moldables[0].requests",
  "jobs[1].moldables[0].requests[0].filter",
  "jobs[1].moldables[0].requests[0].levels",
  "jobs[1].dependencies[0].job",
  "jobs[1].dependencies[0].state",
];

/** The object that holds a field, and the field's key in it. */
function place(root: Loose, field: string): [holder: Loose, key: string | number] {
  const parts = [...field.matchAll(/\[(\d+)\]|[\w$]+/g)].map((m) => (m[1] === undefined ? m[0] : Number(m[1])));
  const key = parts.pop() as string | number;
  return [parts.reduce((value, part) => value[part], root), key];
}

/** Puts a value into a field. */
function put(field: string, value: unknown): (scenario: Loose) => void {
  return (scenario) => {
    const [holder, key] = place(scenario, field);
    holder[key] = value;
  };
}

table(
  "missing fields",
  REQUIRED.flatMap((field): Row[] => [
    [
      `${field} absent`,
      (scenario) => {
        const [holder, key] = place(scenario, field);
        delete holder[key];
      },
      "missing",
      field,
    ],
    [`${field} undefined`, put(field, undefined), "missing", field],
  ]),
);

const NUMBERS = [
  "scenario",
  "now",
  "config.SCHEDULER_JOB_SECURITY_TIME",
  "resources.availableUpto[0][0]",
  "resources.nbDefaultNotDead",
  "resources.nbDefault",
  "jobs[1].id",
  "jobs[0].assignment.begin",
  "jobs[0].assignment.end",
  "jobs[1].moldables[0].id",
  "jobs[1].dependencies[0].job",
  "jobs[1].dependencies[0].exitCode",
  "jobs[1].submissionTime",
];
const TEXTS = [
  "name",
  "category",
  "timeZone",
  "config.QUOTAS",
  "config.JOB_PRIORITY",
  "resources.default",
  "resources.usable",
  "resources.hierarchy.host[0]",
  "resources.availableUpto[0][1]",
  "queues[0][0]",
  "jobs[1].queue",
  "jobs[1].state",
  "jobs[1].user",
  "jobs[1].project",
  "jobs[1].name",
  "jobs[0].types[0]",
  "jobs[0].assignment.resources",
  "jobs[1].moldables[0].requests[0].filter",
  "jobs[1].moldables[0].requests[0].levels[0][0]",
  "jobs[1].dependencies[0].state",
];
const LISTS = [
  "resources.hierarchy.host",
  "resources.availableUpto",
  "resources.availableUpto[0]",
  "queues",
  "queues[0]",
  "jobs",
  "jobs[0].types",
  "jobs[1].moldables",
  "jobs[1].moldables[0].requests",
  "jobs[1].moldables[0].requests[0].levels",
  "jobs[1].moldables[0].requests[0].levels[0]",
  "jobs[1].dependencies",
];
const OBJECTS = [
  "config",
  "resources",
  "resources.hierarchy",
  "jobs[1]",
  "jobs[0].assignment",
  "jobs[1].moldables[0]",
  "jobs[1].moldables[0].requests[0]",
  "jobs[1].dependencies[0]",
];

const wrongTypes = (fields: string[], values: [string, unknown][]): Row[] =>
  fields.flatMap((field) =>
    values.map(([title, value]): Row => [`${field}: ${title}`, put(field, value), "wrong_type", field]),
  );

table(
  "wrong types",
  [
    wrongTypes(NUMBERS, [
      ["a text", "1"],
      ["a list", [1]],
      ["an object", {}],
      ["a BigInt", 1n],
      ["true", true],
      ["a number object", Object(1)],
      ["a symbol", Symbol("s")],
    ]),
    wrongTypes(TEXTS, [
      ["a number", 1],
      ["null", null],
      ["a list", ["a"]],
      ["an object", {}],
      ["a BigInt", 1n],
      ["a text object", Object("a")],
      ["a symbol", Symbol("s")],
    ]),
    wrongTypes(LISTS, [
      ["a number", 1],
      ["null", null],
      ["a text", "ab"],
      ["an object that looks like a list", { length: 1, 0: {} }],
      ["typed numbers", new Uint8Array(2)],
      ["a set", new Set([1])],
    ]),
    wrongTypes(OBJECTS, [
      ["a number", 1],
      ["null", null],
      ["a text", "ab"],
      ["a list", []],
      ["true", true],
      ["a function", () => 1],
    ]),
  ].flat(),
);

table(
  "numbers that are none",
  NUMBERS.flatMap((field) =>
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5, 2 ** 53, -1e300].map(
      (value): Row => [`${field}: ${value}`, put(field, value), "out_of_range", field],
    ),
  ),
);

table("bounds", [
  ["another version", put("scenario", 2), "out_of_range", "scenario"],
  ["a negative date", put("now", -1), "out_of_range", "now"],
  ["a date past the horizon", put("now", LIMITS.horizon + 1), "out_of_range", "now"],
  [
    "a negative pad",
    put("config.SCHEDULER_JOB_SECURITY_TIME", -1),
    "out_of_range",
    "config.SCHEDULER_JOB_SECURITY_TIME",
  ],
  ["a negative job id", put("jobs[1].id", -1), "out_of_range", "jobs[1].id"],
  ["a negative moldable id", put("jobs[1].moldables[0].id", -1), "out_of_range", "jobs[1].moldables[0].id"],
  ["an end before its begin", put("jobs[0].assignment.end", 1_699_999_999), "inconsistent", "jobs[0].assignment.end"],
  ["a set of four thousand million", put("resources.default", "0-4000000000"), "out_of_range", "resources.default"],
  [
    "the same in a filter",
    put("jobs[1].moldables[0].requests[0].filter", "0-4000000000"),
    "out_of_range",
    "jobs[1].moldables[0].requests[0].filter",
  ],
  [
    "the same in an assignment",
    put("jobs[0].assignment.resources", "0-4000000000"),
    "out_of_range",
    "jobs[0].assignment.resources",
  ],
  [
    "a rank above the limit",
    put("resources.hierarchy.host[0]", `0 ${LIMITS.rank + 1}`),
    "out_of_range",
    "resources.hierarchy.host[0]",
  ],
  [
    "an availability of three items",
    put("resources.availableUpto[0]", [1, "0", "0"]),
    "wrong_type",
    "resources.availableUpto[0]",
  ],
  [
    "a level of one item",
    put("jobs[1].moldables[0].requests[0].levels[0]", ["host"]),
    "wrong_type",
    "jobs[1].moldables[0].requests[0].levels[0]",
  ],
]);

table(
  "sets that do not follow the grammar",
  ["a", "0-", "-1", "3-1", "0,1", "0--1", "1.5", "0x1", "٣", "0\t1", "99999999999999999999"].map(
    (text): Row => [JSON.stringify(text), put("resources.default", text), "malformed", "resources.default"],
  ),
);

table("sizes", [
  ["a set too long", put("resources.default", "0 ".repeat(LIMITS.setLength / 2 + 1)), "too_large", "resources.default"],
  ["a name too long", put("jobs[1].name", "n".repeat(LIMITS.nameLength + 1)), "too_large", "jobs[1].name"],
  ["a type too long", put("jobs[0].types[0]", "t".repeat(LIMITS.nameLength + 1)), "too_large", "jobs[0].types[0]"],
  ["too many jobs", put("jobs", { __proto__: Array.prototype }), "wrong_type", "jobs"],
  [
    "a list of jobs that is too long, and empty",
    (scenario) => {
      scenario.jobs = [];
      scenario.jobs.length = LIMITS.jobs + 1;
    },
    "too_large",
    "jobs",
  ],
  [
    "a list of the greatest length, and empty",
    (scenario) => {
      scenario.queues[0].length = 2 ** 32 - 1;
    },
    "too_large",
    "queues[0]",
  ],
]);

table("twice", [
  ["a job id", put("jobs[2].id", 2), "duplicate", "jobs[2].id"],
  ["the id of a placed job", put("jobs[2].id", 1), "duplicate", "jobs[2].id"],
  ["a queue in two groups", put("queues[1][0]", "default"), "duplicate", "queues[1][0]"],
  ["a queue in one group", put("queues[0][1]", "admin"), "duplicate", "queues[0][1]"],
]);

table("contradictions", [
  ["a waiting job's queue is in no group", put("jobs[1].queue", "nowhere"), "inconsistent", "jobs[1].queue"],
]);

table("unknown fields", [
  ["of a scenario", put("extra", 1), "unknown_field", "extra"],
  ["of the resources", put("resources.extra", 1), "unknown_field", "resources.extra"],
  ["of a job", put("jobs[1].extra", 1), "unknown_field", "jobs[1].extra"],
  ["of an assignment", put("jobs[0].assignment.extra", 1), "unknown_field", "jobs[0].assignment.extra"],
  ["of a moldable", put("jobs[1].moldables[0].extra", 1), "unknown_field", "jobs[1].moldables[0].extra"],
  [
    "of a request",
    put("jobs[1].moldables[0].requests[0].extra", 1),
    "unknown_field",
    "jobs[1].moldables[0].requests[0].extra",
  ],
  ["of a dependency", put("jobs[1].dependencies[0].extra", 1), "unknown_field", "jobs[1].dependencies[0].extra"],
  ["constructor", put("jobs[1].constructor", {}), "unknown_field", "jobs[1].constructor"],
  ["toString", put("toString", "x"), "unknown_field", "toString"],
]);

describe("prototypes", () => {
  test.each(["(root)", "jobs[1]", "resources", "jobs[1].moldables[0]"])(
    "a key __proto__, as JSON can bring it, is an unknown field of %s",
    (where) => {
      const scenario = validScenario();
      const holder = where === "(root)" ? scenario : place(scenario, where).reduce((held: Loose, key) => held[key]);
      Object.defineProperty(holder, "__proto__", { value: { polluted: true }, enumerable: true });
      expectRefused(scenario, "unknown_field", where === "(root)" ? "__proto__" : `${where}.__proto__`);
    },
  );

  test("names like __proto__ and constructor are names like any other", () => {
    const scenario = validScenario();
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    scenario.queues.push(names);
    const hierarchy = JSON.parse('{"__proto__": ["0-3"], "constructor": ["4-7"]}');
    scenario.resources.hierarchy = hierarchy;
    scenario.jobs = names.map((name, index) => ({
      id: index + 1,
      queue: name,
      user: name,
      project: name,
      name,
      moldables: [
        { id: 1, walltime: 60, requests: [{ filter: "0-7", levels: [[index % 2 ? "constructor" : "__proto__", 1]] }] },
      ],
    }));
    const { assignments, reasons } = engine.scheduleScenario(scenario);
    expect(Object.values(assignments).map((assignment) => assignment?.resources)).toEqual(["0-3", "4-7", "0-3", "4-7"]);
    expect(reasons).toEqual({});
    expect(({} as Loose).polluted).toBeUndefined();
  });

  test("a level named toString that is not in the hierarchy is unknown", () => {
    const scenario = validScenario();
    scenario.jobs[1].moldables[0].requests[0].levels = [["toString", 1]];
    expect(engine.scheduleScenario(scenario).reasons).toEqual({ 2: "unknown_level" });
  });

  test("inherited fields do not count", () => {
    const scenario = validScenario();
    scenario.jobs[1] = Object.create(scenario.jobs[1]);
    expectRefused(scenario, "missing", "jobs[1].id");
  });

  test("objects without a prototype are objects like any other", () => {
    const scenario = Object.assign(Object.create(null), validScenario());
    expect(JSON.parse(JSON.stringify(engine.scheduleScenario(scenario)))).toEqual(good);
  });
});

describe("depth", () => {
  test.each(REQUIRED)("10,000 lists inside each other for %s", (field) => {
    const scenario = validScenario();
    put(field, nested(10_000))(scenario);
    const error = errorOf(scenario);
    expect(error).toBeInstanceOf(redox.InputError);
    expect(error.field?.startsWith(field), error.field).toBe(true);
  });

  test("a scenario inside itself", () => {
    const scenario = validScenario();
    scenario.jobs[1].moldables[0].requests = scenario;
    expectRefused(scenario, "wrong_type", "jobs[1].moldables[0].requests");
  });

  test.each(["expected", "quotas", "accounting", "priority"])("%s is not looked at", (field) => {
    const scenario = validScenario();
    scenario[field] = nested(10_000);
    expect(JSON.parse(JSON.stringify(engine.scheduleScenario(scenario)))).toEqual(good);
  });

  test("unknown configuration keys are not looked at", () => {
    const scenario = validScenario();
    scenario.config.UNKNOWN = nested(10_000);
    scenario.config.__proto = Number.NaN;
    expect(JSON.parse(JSON.stringify(engine.scheduleScenario(scenario)))).toEqual(good);
  });
});

describe("lists with holes", () => {
  test.each([
    ["jobs", "jobs[1]"],
    ["queues", "queues[0]"],
    ["resources.hierarchy.host", "resources.hierarchy.host[1]"],
    ["jobs[1].moldables", "jobs[1].moldables[0]"],
    ["jobs[1].moldables[0].requests", "jobs[1].moldables[0].requests[0]"],
    ["jobs[1].dependencies", "jobs[1].dependencies[0]"],
  ])("%s", (_, hole) => {
    const scenario = validScenario();
    const [holder, key] = place(scenario, hole);
    delete holder[key];
    const error = errorOf(scenario);
    expect(error, String(error)).toBeInstanceOf(redox.InputError);
    expect({ code: error.code, field: error.field }).toEqual({ code: "wrong_type", field: hole });
  });
});
