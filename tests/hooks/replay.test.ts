/** A round that was decided with hooks can be decided again without them, from what they answered. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import type * as Columns from "../../dist/engine/columns.js";
import type * as Encode from "../../dist/engine/encode/index.js";
import type * as Hooks from "../../dist/engine/hooks/index.js";
import type { SiteHooks } from "../../dist/engine/hooks/index.js";
import type * as Core from "../../pkg/oar_scheduler_redox.js";
import type { Scenario } from "../../ts/model/index.js";
import { BUILT } from "../support/paths.js";
import { job, NOW, running, scenario } from "./site.js";

const built = (file: string) => import(/* @vite-ignore */ pathToFileURL(BUILT + file).href);
const core: typeof Core = await built("pkg/oar_scheduler_redox.js");
const { pack }: typeof Columns = await built("dist/engine/columns.js");
const { encodeScenario }: typeof Encode = await built("dist/engine/encode/index.js");
const { checkHooks, hookHost }: typeof Hooks = await built("dist/engine/hooks/index.js");

beforeAll(() => {
  core.initSync({ module: readFileSync(`${BUILT}pkg/oar_scheduler_redox_bg.wasm`) });
});

/** Decides with hooks, and again from their answers. */
function twice(given: Scenario, hooks: SiteHooks) {
  const { columns, documents } = encodeScenario(given);
  const host = hookHost(checkHooks(hooks), columns, documents);
  const stopwatch = { lap: () => {} };
  const first = core.schedule(pack(columns), host, stopwatch);
  return { first, again: () => core.schedule(pack(columns), host.replay(), stopwatch) };
}

test("the same decisions, without a call of any hook, as often as one likes", () => {
  let calls = 0;
  const counted =
    <Input, Answer>(hook: (input: Input) => Answer) =>
    (input: Input) => {
      calls++;
      return hook(input);
    };
  const jobs = [
    running(9, "0-5", NOW, NOW + 99),
    job(1, 2, 100, { types: ["find=second"] }),
    job(2, 2, 100, { types: ["assign=far"] }),
    job(3, 2, 100, { types: ["find=bad"] }),
    job(4, 8, 100),
    job(5, 1, 100, { types: ["assign=nowhere"] }),
    job(6, 1, 100, { types: ["find=none"] }),
  ];
  const { first, again } = twice(scenario(jobs, { config: { JOB_PRIORITY: "CUSTOM" } }), {
    sort: counted(() => [2, 1, 3, 5, 4]),
    find: {
      second: counted(({ first, offered }) => (first ? null : offered.slice(0, 1))),
      bad: counted(({ first }) => {
        if (first) return "";
        throw new Error("bad");
      }),
    },
    assign: {
      far: counted(() => ({ moldable: 20, begin: NOW + 5000, resources: "3-4" })),
      nowhere: counted(() => null),
    },
  });
  expect([...first.outcomes].slice(1, 4)).toEqual([1, 1, 14]);
  const before = calls;
  expect(before).toBe(7);
  expect(again()).toEqual(first);
  expect(again()).toEqual(first);
  expect(calls).toBe(before);
});

test("a sort hook that failed fails again", () => {
  let sorts = 0;
  const { first, again } = twice(scenario([job(2, 8, 9), job(1, 8, 9)], { config: { JOB_PRIORITY: "CUSTOM" } }), {
    sort: () => {
      sorts++;
      throw new Error("no");
    },
  });
  expect(again()).toEqual(first);
  expect(sorts).toBe(1);
});

test("step by step: the rows are those of the step, and the answers go on", () => {
  const { columns, documents } = encodeScenario(scenario([]));
  const asked: unknown[] = [];
  const see: NonNullable<SiteHooks["find"]>[string] = ({ job, offered }) => {
    asked.push(job.id);
    return job.id === 7 ? "99" : offered;
  };
  const host = hookHost(checkHooks({ find: { see } }), columns, documents);
  const steps = [7, 8].map((id) => encodeScenario(scenario([job(id, 1, 100, { types: ["find=see"] })])).columns);
  const hookFailed = 2 + core.reasonCodes().indexOf("hook_failed");
  const decide = (hooks: typeof host | ReturnType<typeof host.replay>) => {
    const sets = core.SlotSets.open(pack(columns), hooks);
    const decisions = steps.map((work) => {
      if (hooks === host) host.treat(work, documents);
      const decided = sets.place(pack(work));
      const faults = host.faults(decided, hookFailed);
      return { decided, faults: hooks === host ? faults.map(({ code, job }) => [code, job]) : undefined };
    });
    sets.free();
    return decisions;
  };
  const first = decide(host);
  expect(asked).toEqual([7, 8]);
  expect(first.map(({ faults }) => faults)).toEqual([[["hook_not_offered", 7]], []]);
  const again = decide(host.replay());
  expect(again.map(({ decided }) => decided)).toEqual(first.map(({ decided }) => decided));
  expect(asked).toEqual([7, 8]);
});
