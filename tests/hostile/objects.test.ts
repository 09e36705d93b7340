/** Objects with a will of their own: getters, proxies, strange texts. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redox } from "../support/engine.js";
import { type Loose, validScenario } from "./base.js";

let engine: InstanceType<typeof redox.Engine>;
let good: string;

const text = (scenario: Loose): string => JSON.stringify(engine.scheduleScenario(scenario));

beforeAll(async () => {
  engine = await redox.createEngine();
  good = text(validScenario());
});
afterAll(() => engine.dispose());

/** A proxy of a value and of everything in it that does nothing but `look` at what is read. */
function veiled(value: Loose, look: (key: string | symbol) => void): Loose {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get(target, key, receiver) {
      look(key);
      return veiled(Reflect.get(target, key, receiver), look);
    },
  });
}

describe("getters", () => {
  const PLACES: [name: string, of: (scenario: Loose) => Loose, key: string][] = [
    ["now", (s) => s, "now"],
    ["jobs", (s) => s, "jobs"],
    ["jobs[1].id", (s) => s.jobs[1], "id"],
    ["jobs[1].user", (s) => s.jobs[1], "user"],
    ["jobs[0].assignment.end", (s) => s.jobs[0].assignment, "end"],
    ["resources.default", (s) => s.resources, "default"],
    ["jobs[1].moldables[0].walltime", (s) => s.jobs[1].moldables[0], "walltime"],
    ["config.QUOTAS", (s) => s.config, "QUOTAS"],
  ];

  test.each(PLACES)("one that throws for %s: an InputError there, with the cause", (field, of, key) => {
    const scenario = validScenario();
    const cause = new Error("no");
    Object.defineProperty(of(scenario), key, {
      enumerable: true,
      get() {
        throw cause;
      },
    });
    try {
      engine.scheduleScenario(scenario);
      expect.unreachable();
    } catch (error) {
      expect(error, String(error)).toBeInstanceOf(redox.InputError);
      expect((error as Loose).field).toBe(field);
      expect((error as Loose).cause).toBe(cause);
    }
    expect(text(validScenario())).toBe(good);
  });

  test.each(PLACES)("one that changes its value for %s: read once", (_, of, key) => {
    const scenario = validScenario();
    const holder = of(scenario);
    const first = holder[key];
    let reads = 0;
    Object.defineProperty(holder, key, {
      enumerable: true,
      get() {
        reads += 1;
        return reads === 1 ? first : Symbol("changed");
      },
    });
    expect(text(scenario)).toBe(good);
    expect(reads).toBe(1);
  });

  test("one that makes a list longer while it is read is not followed for ever", () => {
    const scenario = validScenario();
    const job = scenario.jobs[2];
    let added = 0;
    const growing = (id: number): Loose => ({
      ...job,
      get id() {
        added += 1;
        if (added < 100) scenario.jobs.push(growing(id + 1));
        return id;
      },
    });
    scenario.jobs[2] = growing(3);
    expect(Object.keys(engine.scheduleScenario(scenario).assignments)).toEqual(["2", "3"]);
    expect(added).toBe(1);
  });

  test("one that uses the engine while it is read gets its answer, and so does the caller", () => {
    const scenario = validScenario();
    const { now } = scenario;
    let inner = "";
    Object.defineProperty(scenario, "now", {
      enumerable: true,
      get() {
        inner = text(validScenario());
        return now;
      },
    });
    expect(text(scenario)).toBe(good);
    expect(inner).toBe(good);
  });
});

describe("proxies", () => {
  test("one that changes nothing is an object like any other", () => {
    let looks = 0;
    const scenario = veiled(validScenario(), () => {
      looks += 1;
    });
    expect(text(scenario)).toBe(good);
    expect(looks).toBeGreaterThan(10);
  });

  test.each(["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"] as const)(
    "one whose %s throws: the schedule or an InputError",
    (trap) => {
      const refuse = (): never => {
        throw new Error("no");
      };
      const scenario = validScenario();
      scenario.jobs[1] = new Proxy(scenario.jobs[1], { [trap]: refuse });
      try {
        expect(text(scenario)).toBe(good);
      } catch (error) {
        expect(error, String(error)).toBeInstanceOf(redox.InputError);
        expect((error as Loose).field).toMatch(/^jobs\[1\]/);
      }
      expect(text(validScenario())).toBe(good);
    },
  );

  test("a revoked one: an InputError", () => {
    const scenario = validScenario();
    const { proxy, revoke } = Proxy.revocable(scenario.jobs[1], {});
    scenario.jobs[1] = proxy;
    revoke();
    expect(() => engine.scheduleScenario(scenario)).toThrow(redox.InputError);
    expect(() => engine.scheduleScenario(proxy)).toThrow(redox.InputError);
  });

  test("one that lies about the length of a list: an InputError", () => {
    const scenario = validScenario();
    scenario.jobs = new Proxy(scenario.jobs, {
      get: (target, key) => (key === "length" ? 2 ** 31 : Reflect.get(target, key)),
    });
    expect(() => engine.scheduleScenario(scenario)).toThrow(redox.InputError);
  });

  test("toJSON, Symbol.iterator and valueOf of the caller's are not called", () => {
    const scenario = validScenario();
    const refuse = (): never => {
      throw new Error("called");
    };
    for (const object of [scenario, scenario.jobs, scenario.jobs[1], scenario.resources, scenario.queues]) {
      for (const key of ["toJSON", "valueOf", Symbol.iterator, Symbol.toPrimitive]) {
        Object.defineProperty(object, key, { value: refuse, enumerable: false });
      }
    }
    expect(engine.scheduleScenario(scenario).assignments).toEqual(JSON.parse(good).assignments);
  });
});

describe("texts", () => {
  const NAMES = ["\ud800", "\udc00x", "a\u0000b", "\u2028", "💻", "é", "e\u0301", " ", "\ufeff"];

  test("any name is kept apart from any other, lone surrogates too", () => {
    const scenario = validScenario();
    scenario.queues = [["default"], NAMES];
    scenario.resources.hierarchy = Object.fromEntries(NAMES.map((name, index) => [name, [String(index % 8)]]));
    scenario.jobs = NAMES.map((name, index) => ({
      id: index,
      queue: name,
      user: name,
      types: [name],
      moldables: [{ id: 1, walltime: 60, requests: [{ filter: "0-8", levels: [[name, 1]] }] }],
    }));
    const { assignments } = engine.scheduleScenario(scenario);
    expect(Object.values(assignments).map((assignment) => assignment?.resources)).toEqual(
      NAMES.map((_, index) => String(index % 8)),
    );
  });

  test("the name of the scenario comes back unchanged", () => {
    for (const name of NAMES) expect(engine.scheduleScenario({ ...validScenario(), name }).name).toBe(name);
  });
});

describe("the caller's own", () => {
  test("a scenario is not changed, not even when it is frozen", () => {
    const freeze = (value: Loose): Loose => {
      if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
      return value;
    };
    expect(text(freeze(validScenario()))).toBe(good);
  });

  test("what is done to a schedule does not reach the next one", () => {
    const schedule = engine.scheduleScenario(validScenario()) as Loose;
    try {
      schedule.assignments[2] = null;
      schedule.reasons[2] = "quota";
    } catch {
      // Frozen is as good.
    }
    expect(text(validScenario())).toBe(good);
  });
});
