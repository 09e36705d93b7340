/** Everything that a hook of a job can do wrong: its job is left out, the round goes on, and an error says why. */
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../ts/model/limits.js";
import { redox } from "../support/engine.js";
import { decide, job, loose, NOW, running, scenario } from "./site.js";

/** Job 1 has the hook, 2 has none. */
const jobsOf = (type: string) => [job(1, 2, 100, { types: [type] }), job(2, 2, 100)];

interface Fault {
  code: string;
  message: RegExp;
}

/** Lets a hook fail, and checks everything that follows from it. */
async function expectFault(kind: "assign" | "find", hook: Parameters<typeof loose>[0], { code, message }: Fault) {
  const given = scenario([running(9, "0-1", NOW, NOW + 99), ...jobsOf(`${kind}=x:a`)]);
  const warnings: unknown[] = [];
  const hooks = kind === "assign" ? { assign: { x: loose(hook) } } : { find: { x: loose(hook) } };
  const logger = { warn: (text: string, details: unknown) => warnings.push([text, details]) };
  const schedule = await redox.scheduleScenario(given, { hooks, logger });
  expect(schedule.reasons).toEqual({ 1: "hook_failed" });
  expect(schedule.assignments).toEqual({
    1: null,
    2: { moldable: 20, begin: NOW, end: NOW + 109, resources: "2-3" },
  });
  expect(schedule.explain(1)).toMatchObject({ placed: false, cause: { kind: "hook", hook: kind, code } });
  expect(schedule.hookErrors).toHaveLength(1);
  const error = schedule.hookErrors[0] as InstanceType<typeof redox.HookError>;
  expect(error).toBeInstanceOf(redox.HookError);
  expect(error).toBeInstanceOf(redox.RedoxError);
  expect(error).toMatchObject({ name: "HookError", code, hook: kind, hookName: "x", job: 1 });
  expect(error.message).toMatch(message);
  expect(error.message).toMatch(/^job 1: the (assign|find) hook "x" /);
  const details = { code, hook: kind, hookName: "x", job: 1, message: error.message };
  expect(warnings).toEqual([["a hook failed", details]]);
  return error;
}

const thrower = (thrown: unknown) => () => {
  throw thrown;
};
/** A value all of whose uses throw. */
const hostile = () => {
  const refuse = thrower(new Error("no"));
  return new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse, ownKeys: refuse });
};
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
};
/** Something with a `then`. */
// biome-ignore lint/suspicious/noThenProperty: what is like a promise is what is tested
const withThen = (value: object, then: PropertyDescriptor) => Object.defineProperty(value, "then", then);
const endless = (): number => endless() + 1;

describe.each(["assign", "find"] as const)("any %s hook", (kind) => {
  test.each([
    ["an error", new Error("no host\nhas room"), /threw: "no host\\nhas room"$/],
    ["a text", "no", /threw: "no"$/],
    ["nothing", undefined, /threw: undefined$/],
    ["null", null, /threw: null$/],
    ["what cannot be read", hostile(), /threw: something that cannot be read$/],
    ["an error of this package", new redox.ReentrancyError(), /threw: "a hook cannot call/],
    ["a fault of the module", { code: "bad_columns", message: "no" }, /threw: an object$/],
  ])("throws %s", async (_, thrown, message) => {
    const error = await expectFault(kind, thrower(thrown), { code: "hook_threw", message });
    expect(error.cause).toBe(thrown);
  });

  test("overflows the stack", async () => {
    const error = await expectFault(kind, endless, { code: "hook_threw", message: /threw: / });
    expect(error.cause).toBeInstanceOf(Error);
  });

  test.each<[string, () => unknown]>([
    ["a promise", async () => null],
    ["a promise that fails", () => Promise.reject(new Error("later"))],
    ["a thenable", () => withThen({ moldable: 10, begin: NOW, resources: "2" }, { value: () => undefined })],
    ["a function that is thenable", () => withThen(() => undefined, { value: () => undefined })],
  ])("returns %s", async (_, hook) => {
    await expectFault(kind, hook, { code: "hook_async", message: /asynchronous/ });
    // A rejection that nobody handles would end the process, or this test.
    await new Promise((resolve) => setTimeout(resolve, 0));
  });

  test.each<[string, () => unknown]>([
    ["nothing", () => undefined],
    ["a number", () => 7],
    ["a truth", () => true],
    ["a function", () => () => "2-3"],
    ["a symbol", () => Symbol("2-3")],
    ["a big integer", () => 2n],
    ["a list", () => [2, 3]],
    ["an empty object", () => ({})],
    ["what cannot be read", hostile],
    ["a revoked proxy", revoked],
    ["an object whose then throws", () => withThen({}, { get: thrower(new Error("no")) })],
  ])("returns %s", async (_, hook) => {
    await expectFault(kind, hook, { code: "hook_bad_result", message: /did not return / });
  });

  test("is none that the engine was given", async () => {
    const names = ["y", "", "toString", "__proto__", "x:a"];
    for (const name of names) {
      const hooks = { [kind]: { x: () => null } };
      const schedule = await decide(scenario(jobsOf(`${kind}=${name}`)), hooks);
      expect(schedule.reasons).toEqual(name === "x:a" ? { 1: "no_resources" } : { 1: "hook_failed" });
      const unknown = { code: "hook_unknown", hook: kind, hookName: name, job: 1 };
      expect(schedule.hookErrors).toMatchObject(name === "x:a" ? [] : [unknown]);
    }
    const without = await decide(scenario(jobsOf(`${kind}=x`)), {});
    expect(without.hookErrors.map(({ message }) => message)).toEqual([
      `job 1: the ${kind} hook "x" is none that the engine was given`,
    ]);
    expect(without.assignments[2]).not.toBeNull();
  });
});

describe("a find hook", () => {
  const code = "hook_bad_result";
  test.each<[string, unknown, RegExp]>([
    ["a text that is no set", "2,3", /found "2,3"/],
    ["a range that ends before it begins", "3-2", /found "3-2"/],
    ["ranks beyond all bounds", "2-2000000", /ranks up to/],
    ["a text of 100 MB", "2 ".repeat(50_000_000), /at most 8388608 characters/],
    ["a text in an object", new String("2-3"), /a set as text, or null: an object/],
  ])("returns %s", async (_, result, message) => {
    const error = await expectFault("find", () => result, { code, message });
    if (typeof result === "string") expect(error.cause).toBeInstanceOf(redox.InputError);
  });

  test.each([
    ["held resources", "1-2"],
    ["resources that do not exist", "7-8"],
    ["the highest rank", `2 ${LIMITS.rank}`],
    ["everything", "0-7"],
  ])("gives %s", async (_, resources) => {
    const message = new RegExp(`gave resources that were not all offered: ${resources}$`);
    await expectFault("find", () => resources, { code: "hook_not_offered", message });
  });

  test("gives very many resources that were not offered: the message stays short", async () => {
    const every = Array.from({ length: 400_000 }, (_, at) => 2 * at).join(" ");
    const error = await expectFault("find", () => every, { code: "hook_not_offered", message: /: 0 2 4 .*…$/ });
    expect(error.message.length).toBeLessThan(200);
  });

  test("fails in a later window, or at a later moldable: the job is left out all the same", async () => {
    const requests = [{ filter: "0-7", levels: [["core", 1]] as [string, number][] }];
    const two = { moldables: [2, 1].map((id) => ({ id, walltime: 100 * id, requests })), types: ["find=x"] };
    const given = scenario([running(9, "0", NOW, NOW + 99), job(1, 1, 1, two), job(2, 2, 100)]);
    const later = loose(({ first }) => (first ? null : "0-99"));
    const second = loose(({ moldable, offered }) => (moldable.id === 2 ? offered : 0));
    for (const x of [later, second]) {
      const schedule = await decide(given, { find: { x } });
      expect(schedule.reasons).toEqual({ 1: "hook_failed" });
      expect(schedule.assignments[2]).toMatchObject({ begin: NOW });
    }
  });
});

describe("an assign hook", () => {
  const good = { moldable: 10, begin: NOW, resources: "2-3" };
  const bad = "hook_bad_result";
  const end = LIMITS.horizon;
  test.each<[string, object, string, RegExp]>([
    ["held resources", { resources: "1-2" }, "hook_not_offered", /offered: 1-2$/],
    ["resources that do not exist", { resources: "8" }, "hook_not_offered", /offered: 8$/],
    ["no resources", { resources: " " }, bad, /did not return any resources$/],
    ["no text", { resources: [2, 3] }, bad, /a set as text as resources: a list of 2$/],
    ["no set", { resources: "x" }, bad, /found "x"/],
    ["a moldable of another job", { moldable: 20 }, "hook_no_such_moldable", /below 1: 20$/],
    ["a moldable that is no number", { moldable: "10" }, bad, /the id of a moldable as moldable: "10"$/],
    ["a moldable that is not a number", { moldable: Number.NaN }, "hook_no_such_moldable", /below 1: NaN$/],
    ["a start before now", { begin: NOW - 1 }, "hook_too_early", /earliest one: 1699999999$/],
    ["a start long ago", { begin: Number.MIN_SAFE_INTEGER }, "hook_too_early", /: -9007199254740991$/],
    ["a start after which it ends past the horizon", { begin: end - 108 }, "hook_out_of_range", /: 2147483540$/],
    ["a start in another world", { begin: Number.MAX_SAFE_INTEGER }, "hook_out_of_range", /: 9007199254740991$/],
    ["a start between two seconds", { begin: NOW + 0.5 }, bad, /epoch seconds as begin: 1700000000\.5$/],
    ["a start that is no number", { begin: `${NOW}` }, bad, /epoch seconds as begin: "1700000000"$/],
    ["an infinite start", { begin: Number.POSITIVE_INFINITY }, bad, /epoch seconds as begin: Infinity$/],
  ])("gives %s", async (_, change, code, message) => {
    await expectFault("assign", () => ({ ...good, ...change }), { code, message });
  });

  test("gives what is free at first and not all through the window", async () => {
    const given = scenario([running(9, "2", NOW + 109, NOW + 200), job(1, 1, 100, { types: ["assign=x"] })]);
    const at = (resources: string) => decide(given, { assign: { x: () => ({ ...good, resources }) } });
    expect((await at("2")).hookErrors).toMatchObject([{ code: "hook_not_offered" }]);
    expect((await at("3")).assignments[1]).toMatchObject({ begin: NOW, end: NOW + 109, resources: "3" });
  });

  test("gives a moldable with a walltime below 1, although another one would do", async () => {
    const requests = [{ filter: "0-7", levels: [["core", 1]] as [string, number][] }];
    const moldables = [0, 100].map((walltime) => ({ id: walltime, walltime, requests }));
    const given = scenario([job(1, 1, 1, { moldables, types: ["assign=x"] })]);
    const put = (moldable: number) => decide(given, { assign: { x: () => ({ ...good, moldable }) } });
    expect((await put(0)).hookErrors).toMatchObject([{ code: "hook_no_such_moldable", job: 1 }]);
    expect((await put(0)).hookErrors[0]?.message).toMatch(/below 1: 0$/);
    expect((await put(100)).assignments[1]).toMatchObject({ moldable: 100 });
  });

  test("is read once, each field", async () => {
    const reads: string[] = [];
    const get = (fields: object, key: string | symbol) => {
      reads.push(String(key));
      return Reflect.get(fields, key);
    };
    const put = () => new Proxy(good, { get });
    const schedule = await decide(scenario(jobsOf("assign=x")), { assign: { x: loose(put) } });
    expect(schedule.assignments[1]).toMatchObject({ resources: "2-3" });
    expect(reads).toEqual(["then", "moldable", "begin", "resources"]);
  });
});

test("each job has its own error, in the order of the scenario; data stay data", async () => {
  const types = (type: string) => ({ types: [type] });
  const jobs = [
    job(5, 1, 100, types("find=a")),
    job(4, 1, 100, types("assign=a")),
    job(3, 1, 100),
    job(2, 1, 100, types("find=b")),
  ];
  const hooks = { find: { a: thrower(new Error("a")), b: () => "99" }, assign: { a: thrower("c") } };
  const schedule = await decide(scenario(jobs), hooks);
  expect(schedule.hookErrors.map(({ job, code }) => [job, code])).toEqual([
    [5, "hook_threw"],
    [4, "hook_threw"],
    [2, "hook_not_offered"],
  ]);
  expect(schedule.hookErrors).toBe(schedule.hookErrors);
  expect(Object.isFrozen(schedule.hookErrors)).toBe(true);
  expect(Object.keys(schedule)).toEqual(["name", "assignments", "reasons"]);
  expect(JSON.parse(JSON.stringify(schedule)).hookErrors).toBeUndefined();
  const fine = await decide(scenario([job(1, 1, 100)]), {});
  expect(fine.hookErrors).toEqual([]);
});
