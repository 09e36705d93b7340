/** The public types, as documented. `tsc -p tests/tsconfig.json` checks this file; nothing runs it. */
import {
  type Assignment,
  createEngine,
  type DelayCause,
  Engine,
  type EngineCrashedError,
  type EngineLoadError,
  type Explanation,
  type FieldPath,
  type HandleCode,
  type HandleError,
  type Holder,
  type InputCode,
  InputError,
  type InputFault,
  type InternalError,
  type Job,
  type LeftOutCause,
  LIMITS,
  parseProcSet,
  type QuotaDocument,
  type QuotaPeriod,
  type ReasonCode,
  RedoxError,
  type ReservationOutcome,
  type Scenario,
  Schedule,
  type ScheduleData,
  scheduleScenario,
  type Wait,
} from "oar-scheduler-redox";
import { assertType, expectTypeOf } from "vitest";

declare const engine: Engine;
declare const schedule: Schedule;
declare const scenario: Scenario;
declare const job: Job;

// Functions and handles.
expectTypeOf(createEngine).returns.resolves.toEqualTypeOf<Engine>();
expectTypeOf(scheduleScenario).parameter(0).toEqualTypeOf<Scenario>();
expectTypeOf(scheduleScenario).returns.resolves.toEqualTypeOf<Schedule>();
expectTypeOf(engine.scheduleScenario(scenario)).toEqualTypeOf<Schedule>();
expectTypeOf(engine.dispose()).toEqualTypeOf<void>();
assertType<Disposable>(engine);

// A schedule is data, and explains itself.
assertType<ScheduleData>(schedule);
expectTypeOf(schedule.explain(1)).toEqualTypeOf<Explanation>();
expectTypeOf<ScheduleData["assignments"][string]>().toEqualTypeOf<Assignment | null>();
expectTypeOf<ScheduleData["reasons"][string]>().toEqualTypeOf<ReasonCode>();
expectTypeOf<ScheduleData["reservations"]>().toEqualTypeOf<Record<string, ReservationOutcome> | undefined>();

const explanation = schedule.explain(1);
if (explanation.placed) expectTypeOf(explanation.begin).toEqualTypeOf<number>();
else expectTypeOf(explanation.reason).toEqualTypeOf<ReasonCode>();
expectTypeOf(explanation.sentence).toEqualTypeOf<string>();
expectTypeOf(schedule.waitsFor(1)).toEqualTypeOf<Wait | null>();
expectTypeOf(schedule.karma(1)).toEqualTypeOf<number | null>();
if (explanation.cause?.kind === "resources") expectTypeOf(explanation.cause.holders).toEqualTypeOf<Holder[]>();
if (!explanation.placed) expectTypeOf(explanation.cause).toEqualTypeOf<LeftOutCause>();
if (explanation.placed) {
  expectTypeOf(explanation.cause).toEqualTypeOf<DelayCause | null>();
  // @ts-expect-error: a placed job has no reason to be left out
  explanation.reason;
}

// Errors: one base, closed codes.
expectTypeOf<InputError>().toExtend<RedoxError>();
expectTypeOf<EngineLoadError>().toExtend<RedoxError>();
expectTypeOf<EngineCrashedError>().toExtend<RedoxError>();
expectTypeOf<HandleError>().toExtend<RedoxError>();
expectTypeOf<InternalError>().toExtend<RedoxError>();
expectTypeOf<InputError["code"]>().toEqualTypeOf<InputCode>();
expectTypeOf<InputError["path"]>().toEqualTypeOf<FieldPath>();
expectTypeOf<InputError["field"]>().toEqualTypeOf<string>();
expectTypeOf<InputError["expected"]>().toEqualTypeOf<string>();
expectTypeOf<InputError["faults"]>().toEqualTypeOf<readonly InputFault[]>();
assertType<InputFault>(new InputError("missing", [], "", ""));
expectTypeOf<HandleError["code"]>().toEqualTypeOf<HandleCode>();
expectTypeOf<HandleCode>().toEqualTypeOf<"handle_disposed" | "wrong_engine" | "handle_busy" | "stale">();
expectTypeOf<RedoxError["code"]>().toEqualTypeOf<string>();

// @ts-expect-error: the base is abstract
new RedoxError("no");
// @ts-expect-error: codes are closed
new InputError("no_such_code", [], "", "");
// @ts-expect-error: engines are made by createEngine
new Engine();
// @ts-expect-error: schedules are made by engines
new Schedule();

// Scenarios.
expectTypeOf(job.id).toEqualTypeOf<number>();
expectTypeOf(scenario.scenario).toEqualTypeOf<1>();
const least = { scenario: 1, now: 0, resources: { default: "", hierarchy: {} }, queues: [], jobs: [] } as const;
assertType<Scenario["resources"]>(least.resources);
assertType<Scenario>({ ...least, queues: [], jobs: [] });
// @ts-expect-error: a date is a number
assertType<Scenario>({ ...least, queues: [], jobs: [], now: 1n });
// @ts-expect-error: there is one version of the format
assertType<Scenario>({ ...least, queues: [], jobs: [], scenario: 2 });
// @ts-expect-error: unknown fields are refused
assertType<Scenario>({ ...least, queues: [], jobs: [], extra: 1 });
// @ts-expect-error: jobs are required
assertType<Scenario>({ scenario: 1, now: 0, resources: { default: "", hierarchy: {} }, queues: [] });
// Settings this version does not know are ignored, so any key is allowed.
assertType<Scenario>({ ...least, queues: [], jobs: [], config: { SOME_KEY: "1" } });

// Quotas: the parts of a document, and any number of sets of rules.
expectTypeOf(scenario.quotas).toEqualTypeOf<QuotaDocument | undefined>();
assertType<QuotaDocument>({
  quotas: { "*,*,*,/": [16, -1, "0.5*ALL"] },
  job_types: ["deploy"],
  periodical: [["* mon-fri * *", "week"]],
  oneshot: [["2025-07-03 8:30", "2025-07-04 0:00", "week", "a day off"]],
  week: { "*,*,*,*": [-1, "ALL", "34.5"] },
});
// @ts-expect-error: a rule has three values
assertType<QuotaDocument>({ quotas: { "*,*,*,*": [1, 2] } });
// @ts-expect-error: a period names its rules
assertType<QuotaPeriod>(["* mon * *"]);

// Sets of resources and limits.
expectTypeOf(parseProcSet("0-3")).toEqualTypeOf<number[]>();
expectTypeOf(LIMITS.rank).toEqualTypeOf<1_048_575>();
