/** Objects and lists of unusual make: prototypes, depth, holes. */
import { describe, expect, test } from "vitest";
import { redox } from "../support/engine.js";
import { type Loose, nested, validScenario } from "./base.js";
import { engine, errorOf, expectRefused, good, place, plain, put, REQUIRED } from "./table.js";

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
    expect(plain(engine.scheduleScenario(scenario))).toEqual(good);
  });
});

describe("depth", () => {
  test.each([...REQUIRED, "accounting", "priority"])("10,000 lists inside each other for %s", (field) => {
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

  test.each(["expected", "quotas"])("%s is not looked at", (field) => {
    const scenario = validScenario();
    scenario[field] = nested(10_000);
    expect(plain(engine.scheduleScenario(scenario))).toEqual(good);
  });

  test("unknown configuration keys are not looked at", () => {
    const scenario = validScenario();
    scenario.config.UNKNOWN = nested(10_000);
    scenario.config.__proto = Number.NaN;
    expect(plain(engine.scheduleScenario(scenario))).toEqual(good);
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
    expect({ code: error.code, field: error.field }).toEqual({ code: "missing", field: hole });
  });
});
