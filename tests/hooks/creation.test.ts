/** Hooks are checked when an engine is created. */
import { describe, expect, test } from "vitest";
import { redox } from "../support/engine.js";
import { job, scenario } from "./site.js";

const create = (hooks: unknown) => redox.createEngine({ hooks: hooks as never });

test.each([
  ["hooks", "wrong_type", 7],
  ["hooks", "wrong_type", null],
  ["hooks", "wrong_type", () => []],
  ["hooks.order", "unknown_field", { order: () => [] }],
  ["hooks.sort", "wrong_type", { sort: "FIFO" }],
  ["hooks.sort", "wrong_type", { sort: null }],
  ["hooks.find", "wrong_type", { find: () => null }],
  ["hooks.find.pack", "wrong_type", { find: { pack: "pack" } }],
  ["hooks.find.pack", "wrong_type", { find: { pack: undefined } }],
  ['hooks.assign["on cheap hours"]', "wrong_type", { assign: { fine: () => null, "on cheap hours": {} } }],
])("%s is refused as %s", async (field, code, hooks) => {
  await expect(create(hooks)).rejects.toThrow(redox.InputError);
  await expect(create(hooks)).rejects.toThrow(expect.objectContaining({ field, code }));
});

test("what throws when it is read is refused too, with the cause", async () => {
  const cause = new Error("no");
  const find = {
    get pack() {
      throw cause;
    },
  };
  await expect(create({ find })).rejects.toThrow(expect.objectContaining({ field: "hooks.find.pack", cause }));
});

describe("what is fine", () => {
  test.each([[undefined], [{}], [{ sort: undefined, assign: {}, find: undefined }]])("%j", async (hooks) => {
    const engine = await create(hooks);
    expect(engine.scheduleScenario(scenario([job(1, 1, 10)])).assignments[1]).not.toBeNull();
    engine.dispose();
  });

  test("a class, and a function with a will of its own; each fails when it is asked", async () => {
    class Pack {}
    const engine = await create({ find: { Pack, "": new Proxy(() => "0", {}) } });
    const jobs = [job(1, 1, 10, { types: ["find=Pack"] }), job(2, 1, 10, { types: ["find"] })];
    const schedule = engine.scheduleScenario(scenario(jobs));
    expect(schedule.hookErrors).toMatchObject([{ code: "hook_threw", job: 1 }]);
    expect(schedule.assignments[2]).toMatchObject({ resources: "0" });
  });
});

test("what is changed afterwards changes nothing, and hooks are called without this", async () => {
  const seen: unknown[] = [];
  const find = {
    first(this: unknown, { offered }: { offered: string }) {
      seen.push(this);
      return offered.split(/[ -]/)[0] as string;
    },
  };
  const hooks = { find };
  const engine = await redox.createEngine({ hooks });
  find.first = () => "7";
  hooks.find = { first: () => "6" };
  expect(engine.scheduleScenario(scenario([job(1, 1, 10, { types: ["find=first"] })])).assignments[1]).toMatchObject({
    resources: "0",
  });
  expect(seen).toEqual([undefined]);
});

test("scheduleScenario takes hooks too, and says the same of bad ones", async () => {
  const given = scenario([job(1, 1, 10, { types: ["find=last"] })]);
  const schedule = await redox.scheduleScenario(given, { hooks: { find: { last: () => "7" } } });
  expect(schedule.assignments[1]).toMatchObject({ resources: "7" });
  const bad = { hooks: { sort: 1 as never } };
  await expect(redox.scheduleScenario(given, bad)).rejects.toThrow(expect.objectContaining({ field: "hooks.sort" }));
});
