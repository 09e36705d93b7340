/** Slot sets in the module, and what is known of them here. */
import { type DecisionColumns, packWork } from "../columns.js";
import { type EncodedWork, encodeWork } from "../encode/steps.js";
import { HandleError } from "../errors.js";
import type { HookHost } from "../hooks/index.js";
import { type Core, release } from "../instance.js";
import type { Schedule, Step } from "../schedule.js";
import type { CoreAccess } from "./core-access.js";
import { gatheredOf, type RedoxPlatform } from "./redox-platform.js";
import { type Question, RoundRecord } from "./round-record.js";

/** Slot sets in the module. */
type Inner = ReturnType<Core["SlotSets"]["open"]>;

/**
 * Slot sets that live in the module, and what is known of them here. While all is as it was in the engine's last round,
 * they need not be there.
 */
export class OpenSlotSets {
  readonly access: CoreAccess;
  readonly platform: RedoxPlatform;
  /** Ids of the jobs that hold resources: scheduled ones, and those placed since. */
  readonly held: Set<number>;
  /** What was decided in them, in order. */
  readonly steps: Step[] = [];
  /** One for all steps: what it was asked and answered it remembers, for when the round is decided again. */
  readonly #hooks: HookHost;
  /** `null`: not made yet. */
  #inner: Inner | null = null;
  /** This round, for the next one. */
  readonly #record: RoundRecord;
  /** The last round, while nothing has changed since. */
  #last: RoundRecord | null = null;
  #disposed = false;
  #busy = false;
  #stale: { cause: unknown } | null = null;

  /**
   * Makes them (R4.1, 1 to 3).
   *
   * @throws InputError the blocks of a level overlap too much; EngineCrashedError
   */
  constructor(access: CoreAccess, platform: RedoxPlatform) {
    const { wire, beginning, settings } = gatheredOf(platform);
    this.access = access;
    this.platform = platform;
    this.held = new Set(beginning.columns.jobs.ids);
    this.#hooks = access.hooksFor(beginning.columns, settings.documents);
    this.#record = new RoundRecord(beginning.columns, wire);
    if (access.lastRound?.holdsFor(this.#record)) this.#last = access.lastRound;
    else access.call((core) => this.#open(core));
  }

  /**
   * Reserves them for the time that `work` takes.
   *
   * @throws HandleError `handle_disposed`, `stale`, `handle_busy`; and what `work` throws
   */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#check();
    if (this.#busy) throw new HandleError("handle_busy");
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }

  /**
   * Decides a step. What fails here may have left the sets with half of a step in them: they are stale.
   *
   * @throws HandleError, InputError, EngineCrashedError
   */
  decide(work: EncodedWork, reserves: boolean): Schedule {
    // Much may have happened while the platform was asked.
    this.access.check();
    this.#check();
    const { columns, documents } = work;
    const { columns: round, quotaRules } = gatheredOf(this.platform).beginning;
    const wire = packWork(columns);
    const steps = [...this.steps, { wire, reserves }];
    const decide = (core: Core) => this.#answer(core, { columns, wire, reserves });
    this.#hooks.treat(columns, documents);
    try {
      const undecided = { name: "", round, work: columns, steps, quotaRules, hooks: this.#hooks, decide };
      const schedule = this.access.decide(undecided);
      const { platform, steps: before } = this;
      const details = { jobs: columns.jobs.ids.length, now: platform.now, unchanged: this.#last !== null };
      this.access.tell("debug", "scheduled a step", { step: before.length + 1, ...details });
      this.steps.push({ wire, reserves });
      for (const id of columns.jobs.ids) if (schedule.assignments[id]) this.held.add(id);
      return schedule;
    } catch (cause) {
      this.#stale = { cause };
      throw cause;
    }
  }

  /** Shows them the scheduled best-effort jobs, as a step of the queue `besteffort` without a waiting job does. */
  seeBestEffort(): void {
    const { settings } = gatheredOf(this.platform);
    const nothing = { settings, jobs: [], accounting: undefined, priority: undefined, held: this.held };
    this.decide(encodeWork({ ...nothing, kind: "waiting", queues: ["besteffort"] }), false);
  }

  /**
   * Saves what was decided. When that fails the sets are stale.
   *
   * @throws what `save` throws
   */
  async commit(save: () => Promise<void>): Promise<void> {
    try {
      await save();
    } catch (cause) {
      this.#stale = { cause };
      throw cause;
    }
  }

  /** Gives them back to the module. A second time does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#last = null;
    release(this.access.life, () => this.#inner?.free());
  }

  /** Makes them, with what was decided in them so far. */
  #open(core: Core): Inner {
    const inner = core.SlotSets.open(gatheredOf(this.platform).wire, this.#hooks);
    this.#inner = inner;
    for (const step of this.steps) treat(inner, step);
    return inner;
  }

  /** What is decided of a step: what was in the last round, where that holds still. */
  #answer(core: Core, question: Question): DecisionColumns {
    const known = this.#last?.answer(this.#record, this.steps.length, question) ?? null;
    if (known === null) this.#last = null;
    const decisions = known ?? treat(this.#inner ?? this.#open(core), question);
    this.#record.add(question, decisions);
    // What a hook answers nobody knows beforehand.
    this.access.lastRound = this.#hooks.answers.none ? this.#record : null;
    return decisions;
  }

  #check(): void {
    if (this.#disposed) throw new HandleError("handle_disposed");
    if (this.#stale !== null) throw new HandleError("stale", this.#stale);
  }
}

function treat(inner: Inner, { wire, reserves }: Step): DecisionColumns {
  return reserves ? inner.reserve(wire) : inner.place(wire);
}
