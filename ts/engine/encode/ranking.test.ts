import { expect, test } from "vitest";
import { InputError } from "../../model/index.js";
import { encodeScenario } from "./index.js";

const scenario = (parts: object) => ({
  scenario: 1,
  now: 0,
  resources: { default: "0", hierarchy: {} },
  queues: [["default"]],
  jobs: [],
  ...parts,
});

/** The tables of names and values, in the order of the columns. */
function tables(parts: object) {
  const { ranking, texts } = encodeScenario(scenario(parts)).columns;
  let start = 0;
  return [...ranking.tableEnds].map((end) => {
    const names = [...ranking.names.slice(start, end)].map((text) => texts[text]);
    const values = ranking.values.slice(start, end);
    start = end;
    return Object.fromEntries(names.map((name, i) => [name, values[i]]));
  });
}

test.each([
  ["{}", {}],
  [" { } ", {}],
  ["{default => 21.0}", { default: 21 }],
  ["{ first => 75, default=>25,astro =>.5 }", { first: 75, default: 25, astro: 0.5 }],
  ["{a => 1, a => 2, }", { a: 2 }],
  ["{a=b => -1e2}", { "a=b": -100 }],
])("targets %s", (text, expected) => {
  expect(tables({ config: { SCHEDULER_FAIRSHARING_USER_TARGETS: text } })[1]).toEqual(expected);
});

test.each(["", "default => 1", "{default}", "{default => x}", "{default => 1", "{a => 1,, b => 2}", "{ => 1}"])(
  "targets %j are refused",
  (text) => {
    const key = "SCHEDULER_FAIRSHARING_PROJECT_TARGETS";
    const refused = expect.objectContaining({ code: "malformed", field: `config.${key}` });
    expect(() => encodeScenario(scenario({ config: { [key]: text } }))).toThrow(refused);
  },
);

test("what is missing has OAR's defaults", () => {
  const { numbers } = encodeScenario(scenario({})).columns.ranking;
  expect([...numbers]).toEqual([0, 0, 1, 1, 0, 0, 0, 1.65e-6, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(tables({})).toEqual([{ default: 21 }, { default: 22 }, {}, {}, {}, {}]);
});

test("sums and weights stand where the core looks for them", () => {
  const accounting = {
    window: { asked: 7, used: 8 },
    byProject: { asked: { p: 1 }, used: { p: 2 } },
    byUser: { asked: { u: 3 }, used: { u: 4 } },
  };
  const priority = { age_weight: 9, nice_weight: 10, queue_coefs: { default: 5 } };
  const parts = { config: { JOB_PRIORITY: "MULTIFACTOR" }, accounting, priority };
  const { numbers } = encodeScenario(scenario(parts)).columns.ranking;
  expect([...numbers]).toEqual([2, 0, 1, 1, 7, 8, 9, 1.65e-6, 0, 0, 0, 0, 0, 0, 0, 10]);
  expect(tables(parts).slice(2)).toEqual([{ p: 2 }, { u: 4 }, { u: 3 }, { default: 5 }]);
});

test.each([
  ["accounting.window.asked", "wrong_type", { accounting: { window: { asked: "1" } } }],
  ["accounting.byUser.used.ann", "out_of_range", { accounting: { byUser: { used: { ann: Number.NaN } } } }],
  ["accounting.byProject.spent", "unknown_field", { accounting: { byProject: { spent: {} } } }],
  ["priority.age", "unknown_field", { priority: { age: 1 } }],
  ["priority.queue_coefs.default", "wrong_type", { priority: { queue_coefs: { default: null } } }],
  ["config.SCHEDULER_FAIRSHARING_COEF_USER", "wrong_type", { config: { SCHEDULER_FAIRSHARING_COEF_USER: "1" } }],
])("%s is refused as %s", (field, code, parts) => {
  expect(() => encodeScenario(scenario(parts))).toThrow(InputError);
  expect(() => encodeScenario(scenario(parts))).toThrow(expect.objectContaining({ field, code }));
});
