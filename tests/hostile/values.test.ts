/** Missing values, values of wrong types, and numbers that are none: an InputError that names the field. */
import { place, put, REQUIRED, type Row, table } from "./table.js";

/** Gives `value` instead of a scenario. */
const instead = (value: unknown) => () => () => value;

table("the whole", [
  ["undefined", instead(undefined), "missing", "(root)"],
  ["null", instead(null), "wrong_type", "(root)"],
  ["a number", instead(1), "wrong_type", "(root)"],
  ["a text", instead("{}"), "wrong_type", "(root)"],
  ["a list", instead([]), "wrong_type", "(root)"],
  ["a function", instead(() => 1), "wrong_type", "(root)"],
  ["a date", instead(new Date(0)), "missing", "scenario"],
  ["a map", instead(new Map()), "missing", "scenario"],
  ["a promise", instead(Promise.resolve()), "missing", "scenario"],
  ["an empty object", instead({}), "missing", "scenario"],
]);

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
  // A date of submission may have any fraction: it only counts for the priority (R4.6).
  NUMBERS.filter((field) => field !== "jobs[1].submissionTime").flatMap((field) =>
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5, 2 ** 53, -1e300].map(
      (value): Row => [`${field}: ${value}`, put(field, value), "out_of_range", field],
    ),
  ),
);
