/** The types of hooks, as documented. `tsc -p tests/tsconfig.json` checks this file; nothing runs it. */
import {
  type AssignHook,
  createEngine,
  type FindHook,
  type FindInput,
  type HookAssignment,
  type HookError,
  type HookErrorCode,
  type HookJob,
  type Job,
  type Moldable,
  type RedoxError,
  type ReentrancyError,
  ranksOf,
  type Schedule,
  type SiteHooks,
  type SortHook,
} from "oar-scheduler-redox";
import { assertType, expectTypeOf } from "vitest";

declare const schedule: Schedule;
declare const job: HookJob;

// Inputs are inferred where hooks are given.
createEngine({
  hooks: {
    sort: ({ jobs, accounting, config }) => {
      expectTypeOf(accounting.byProject.used.red).toEqualTypeOf<number | undefined>();
      expectTypeOf(config.JOB_PRIORITY).toEqualTypeOf<string | number | boolean | undefined>();
      return jobs.map(({ id }) => id);
    },
    assign: {
      put: ({ slots, job, free }) => {
        const [slot] = slots;
        const [moldable] = job.moldables;
        if (slot === undefined || moldable === undefined) return null;
        return { moldable: moldable.id, begin: slot.begin, resources: free(slot.begin, slot.end) };
      },
    },
    find: { all: ({ offered, first }) => (first ? offered : null) },
  },
});
expectTypeOf(createEngine).parameter(0).extract<object>().toHaveProperty("hooks");
assertType<SiteHooks>({});
expectTypeOf<FindHook>().parameter(0).toEqualTypeOf<FindInput>();
expectTypeOf<ReturnType<FindHook>>().toEqualTypeOf<string | null>();
expectTypeOf<ReturnType<AssignHook>>().toEqualTypeOf<HookAssignment | null>();
expectTypeOf<ReturnType<SortHook>>().toEqualTypeOf<readonly number[]>();
expectTypeOf(ranksOf("0-3")).toEqualTypeOf<number[]>();

// @ts-expect-error: a hook is not asynchronous
assertType<SiteHooks>({ find: { late: async () => "0" } });
// @ts-expect-error: nor is a sort hook
assertType<SiteHooks>({ sort: async () => [] });
// @ts-expect-error: nothing is null
assertType<SiteHooks>({ find: { none: () => undefined } });
// @ts-expect-error: an assignment names a moldable
assertType<SiteHooks>({ assign: { put: () => ({ begin: 0, resources: "0" }) } });
// @ts-expect-error: there are three kinds
assertType<SiteHooks>({ place: {} });
// @ts-expect-error: find hooks have names
assertType<SiteHooks>({ find: () => null });

// What hooks see is for reading.
// @ts-expect-error: a job
job.queue = "other";
// @ts-expect-error: its lists
job.types.push("deploy");
// @ts-expect-error: and what is in them
(job.moldables[0] as (typeof job.moldables)[number]).walltime = 1;
expectTypeOf<HookJob["id"]>().toEqualTypeOf<Job["id"]>();
expectTypeOf<keyof HookJob["moldables"][number]>().toEqualTypeOf<keyof Moldable>();

// Errors: closed codes.
expectTypeOf(schedule.hookErrors).toEqualTypeOf<readonly HookError[]>();
expectTypeOf<HookError>().toExtend<RedoxError>();
expectTypeOf<HookError["code"]>().toEqualTypeOf<HookErrorCode>();
expectTypeOf<HookError["hook"]>().toEqualTypeOf<"sort" | "assign" | "find">();
expectTypeOf<HookError["job"]>().toEqualTypeOf<number | null>();
expectTypeOf<ReentrancyError["code"]>().toEqualTypeOf<"reentrancy">();
// @ts-expect-error: codes are closed
assertType<HookErrorCode>("hook_slow");
