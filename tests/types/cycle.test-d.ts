/** The five functions: names, order and types are a contract. The compiler checks this file; nothing runs it. */
import {
  type Accounting,
  buildRedoxPlatform,
  buildRedoxSlotSets,
  type CycleFunctions,
  type CycleResult,
  checkReservationJobs,
  type Engine,
  type Facade,
  type InputError,
  type Job,
  MemoryPlatform,
  type PlacedJob,
  type Platform,
  type ReasonCode,
  RedoxPlatform,
  RedoxSlotSets,
  type RejectedJob,
  type Scenario,
  type Schedule,
  type SchedulerConfig,
  scheduleCycleExternal,
  scheduleCycleInternal,
  type TreatedReservation,
} from "oar-scheduler-redox";
import { assertType, expectTypeOf } from "vitest";

declare const scenario: Scenario;
declare const config: SchedulerConfig;
declare const engine: Engine;
interface Connection {
  sql: string;
}
declare const connection: Connection;
declare const database: Platform<Connection>;
declare const redoxPlatform: RedoxPlatform;
declare const redoxSlotSets: RedoxSlotSets;

// The contract, as the package exports it and as an engine has it.
expectTypeOf(scheduleCycleExternal(connection, config, database, 0, [""])).resolves.toEqualTypeOf<CycleResult>();
expectTypeOf(buildRedoxPlatform(connection, config, database, 0, [])).resolves.toEqualTypeOf<RedoxPlatform>();
expectTypeOf(buildRedoxSlotSets).parameters.toEqualTypeOf<[redoxPlatform: RedoxPlatform]>();
expectTypeOf(buildRedoxSlotSets).returns.resolves.toEqualTypeOf<RedoxSlotSets>();
expectTypeOf(scheduleCycleInternal).parameters.toEqualTypeOf<
  [redoxPlatform: RedoxPlatform, redoxSlotSets: RedoxSlotSets, activeQueues: readonly string[]]
>();
expectTypeOf(scheduleCycleInternal).returns.resolves.toEqualTypeOf<CycleResult>();
expectTypeOf(checkReservationJobs).parameters.toEqualTypeOf<
  [redoxPlatform: RedoxPlatform, redoxSlotSets: RedoxSlotSets, queue: string]
>();
expectTypeOf(checkReservationJobs).returns.resolves.toEqualTypeOf<CycleResult>();
assertType<CycleFunctions>(engine);
expectTypeOf<Facade>().toExtend<CycleFunctions>();
expectTypeOf<keyof CycleFunctions>().toEqualTypeOf<
  | "scheduleCycleExternal"
  | "buildRedoxPlatform"
  | "buildRedoxSlotSets"
  | "scheduleCycleInternal"
  | "checkReservationJobs"
>();

// @ts-expect-error: the session is the one that the platform takes
scheduleCycleExternal(7, config, database, 0, [""]);
// @ts-expect-error: one group is a list of names, not a list of groups
scheduleCycleExternal(connection, config, database, 0, [[""]]);
// @ts-expect-error: the queue of reservations is one
checkReservationJobs(redoxPlatform, redoxSlotSets, [""]);
// @ts-expect-error: handles are made by the functions
new RedoxPlatform();
// @ts-expect-error: handles are made by the functions
new RedoxSlotSets();

// Results and handles.
expectTypeOf<CycleResult>().toEqualTypeOf<{
  readonly schedule: Schedule;
  readonly rejected: readonly RejectedJob[];
}>();
expectTypeOf<RejectedJob>().toEqualTypeOf<{ job: number | null; error: InputError }>();
expectTypeOf(redoxPlatform.now).toEqualTypeOf<number>();
expectTypeOf(redoxPlatform.rejected).toEqualTypeOf<readonly RejectedJob[]>();
assertType<Disposable>(redoxSlotSets);
// @ts-expect-error: it is plain data, there is nothing to dispose of
assertType<Disposable>(redoxPlatform);

expectTypeOf<PlacedJob["karma"]>().toEqualTypeOf<number | null>();

// Platforms: in memory, and of one's own, with values or promises.
assertType<Platform>(new MemoryPlatform(scenario, { dryRun: true }));
expectTypeOf(new MemoryPlatform(scenario).scenario).toEqualTypeOf<Scenario>();
assertType<Platform<Connection>>({
  fetchResourceSet: async (session) => JSON.parse(session.sql),
  fetchScheduledJobs: () => [],
  fetchWaitingJobs: async (_, { now }, queues) => [{ id: now, queue: queues[0] ?? "" }],
  fetchNewReservations: async (_session, _round, queue) => [{ id: 1, queue, reservation: 0 }],
  fetchAccounting: async (): Promise<Accounting> => ({}),
  saveAssignments: async (_session, _round, placed) => expectTypeOf(placed).toEqualTypeOf<readonly PlacedJob[]>(),
  saveReservations: (_session, _round, [first]) => {
    expectTypeOf(first).toEqualTypeOf<TreatedReservation | undefined>();
    expectTypeOf(first?.job).toEqualTypeOf<Job | undefined>();
    expectTypeOf(first?.reason).toEqualTypeOf<ReasonCode | null | undefined>();
  },
});
