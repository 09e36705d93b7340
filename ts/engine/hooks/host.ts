/**
 * The site's hooks, called for the module: what they see is made for them, what they return is checked as far as it
 * can be checked here, and nothing that they do leaves this file but an answer or a note of what was wrong.
 */
import { describe, formatProcSet } from "../../model/index.js";
import type { DecisionColumns, RoundColumns, WorkColumns } from "../columns.js";
import type { SortingDocuments } from "../encode/index.js";
import type { CheckedHooks } from "./check.js";
import type { HookFault } from "./error.js";
import { Faults } from "./faults.js";
import { JobsView } from "./jobs.js";
import { Answers, type HostHooks } from "./module.js";
import { isAsync, type Read, readAssignment, readOrder, readResources } from "./results.js";
import { SiteView } from "./site.js";
import { SlotsView } from "./slots.js";
import type { AssignInput, FindInput, SortInput } from "./types.js";

/** Which hook was asked, about which job. */
type Asked = Pick<HookFault, "hook" | "hookName" | "job">;

const SORT: Asked = { hook: "sort", hookName: null, job: null };

/** The hooks of a round. */
export class HookHost implements HostHooks {
  readonly #hooks: CheckedHooks;
  readonly #site: SiteView;
  #documents: SortingDocuments;
  readonly #answers = new Answers();
  #jobs: JobsView;
  #faults = new Faults();

  /** @param work the jobs whose rows the module will name */
  constructor(hooks: CheckedHooks, site: SiteView, work: WorkColumns) {
    this.#hooks = hooks;
    this.#site = site;
    this.#documents = site.documents;
    this.#jobs = new JobsView(work);
  }

  /**
   * From now on the module names the rows of other jobs, and a sort hook sees what their order goes by: the next step
   * of a round that is decided step by step.
   */
  treat(work: WorkColumns, documents: SortingDocuments): void {
    this.#documents = documents;
    this.#jobs = new JobsView(work);
    this.#faults = new Faults();
  }

  /** What was wrong with the hooks in what was just decided; see {@link Faults.told}. */
  faults(decisions: DecisionColumns, hookFailed: number): readonly HookFault[] {
    return this.#answers.none ? [] : this.#faults.told(decisions, hookFailed, this.#jobs);
  }

  /** What was answered so far; it goes on growing, and keeps nothing else of the hooks. */
  get answers(): Answers {
    return this.#answers;
  }

  /** See {@link Answers.replay}. */
  replay(): HostHooks {
    return this.#answers.replay();
  }

  sort(rows: Uint32Array): Uint32Array | undefined {
    return this.#answers.note(this.#sorted(rows));
  }

  assign(row: number, earliest: number, begins: Float64Array, free: Uint32Array): Float64Array | undefined {
    return this.#answers.note(this.#assigned(row, earliest, new SlotsView(begins, free, this.#site.ranks)));
  }

  find(
    row: number,
    moldable: number,
    begin: number,
    end: number,
    first: boolean,
    offered: Uint32Array,
  ): Uint32Array | undefined {
    return this.#answers.note(this.#found(row, moldable, Object.freeze({ begin, end }), first, offered));
  }

  #sorted(rows: Uint32Array): Uint32Array | undefined {
    const hook = this.#hooks.sort;
    if (hook === undefined || rows.length === 0) return undefined;
    const jobs = Array.from(rows, (row) => this.#jobs.job(row));
    const documents = this.#documents;
    const input: SortInput = Object.freeze({
      ...this.#site.common,
      queues: this.#jobs.queuesOf(rows[0] as number),
      jobs: Object.freeze(jobs),
      config: documents.config(),
      accounting: documents.accounting(),
      priority: documents.priority(),
    });
    const rowOf = new Map(jobs.map(({ id }, at) => [id, rows[at] as number]));
    const read = called(
      () => hook(input),
      (result) => readOrder(result, rowOf),
    );
    if (!("answer" in read)) {
      this.#faults.add({ ...SORT, ...read });
      return undefined;
    }
    for (const oddity of read.answer.oddities) this.#faults.add({ ...SORT, ...oddity });
    return read.answer.rows;
  }

  #assigned(row: number, earliest: number, slots: SlotsView): Float64Array | undefined {
    const { job, args } = this.#asked(row);
    const hook = this.#hooks.assign.get(args.name);
    if (hook === undefined) return this.#settle(row, { code: "hook_unknown" });
    const { now, pad, resources } = this.#site.common;
    const input: AssignInput = Object.freeze({
      now,
      pad,
      resources,
      job,
      args,
      earliest,
      get slots() {
        return slots.slots;
      },
      free: (begin: number, end: number) => slots.free(begin, end),
    });
    const read = called(
      () => hook(input),
      (result) => readAssignment(result, job.moldables),
    );
    return this.#settle(row, read);
  }

  #found(
    row: number,
    moldable: number,
    window: FindInput["window"],
    first: boolean,
    offered: Uint32Array,
  ): Uint32Array | undefined {
    const { job, args } = this.#asked(row);
    const hook = this.#hooks.find.get(args.name);
    if (hook === undefined) return this.#settle(row, { code: "hook_unknown" });
    const { now, pad, resources } = this.#site.common;
    const input: FindInput = Object.freeze({
      now,
      pad,
      resources,
      job,
      args,
      moldable: job.moldables[moldable] as FindInput["moldable"],
      window,
      first,
      // Whoever is asked reads it: to put it off would cost more than to write it.
      offered: formatProcSet(offered),
    });
    return this.#settle(
      row,
      called(() => hook(input), readResources),
    );
  }

  #asked(row: number): Pick<AssignInput, "job" | "args"> {
    return { job: this.#jobs.job(row), args: this.#jobs.asked(row).args };
  }

  /** Notes what came of asking for a row. */
  #settle<Answer extends Uint32Array | Float64Array>(row: number, read: Read<Answer>): Answer | undefined {
    if ("answer" in read) {
      this.#faults.answered(row, read.answer);
      return read.answer;
    }
    const { kind, args } = this.#jobs.asked(row);
    this.#faults.failed(row, { hook: kind, hookName: args.name, job: this.#jobs.id(row), ...read });
    return undefined;
  }
}

/** The hooks of an engine, for the round of these columns; see {@link HookHost}. */
export function hookHost(hooks: CheckedHooks, round: RoundColumns, documents: SortingDocuments): HookHost {
  return new HookHost(hooks, new SiteView(round, documents), round);
}

/** Calls a hook and reads what it returns; whatever either throws is a fault of the hook. */
function called<Answer>(hook: () => unknown, read: (result: unknown) => Read<Answer>): Read<Answer> {
  let result: unknown;
  try {
    result = hook();
  } catch (cause) {
    return { code: "hook_threw", detail: describeThrown(cause), cause };
  }
  try {
    return isAsync(result) ? { code: "hook_async" } : read(result);
  } catch (cause) {
    return { code: "hook_bad_result", detail: `what can be read: ${describeThrown(cause)}`, cause };
  }
}

/** The message of an error, or what else was thrown; itself it throws nothing. */
function describeThrown(thrown: unknown): string {
  try {
    const message: unknown = thrown instanceof Error ? thrown.message : thrown;
    return describe(message);
  } catch {
    return "something that cannot be read";
  }
}
