/**
 * A round that is decided step by step: its beginning, and the work of each step. Of their jobs those that something
 * is wrong with are left out and reported; the others stay. Everything else that is wrong is an error.
 */
import { InputError, type Job, LIMITS, type RejectedJob } from "../../model/index.js";
import { CUSTOM, FAIRSHARE, MULTIFACTOR, type RoundColumns, type WorkColumns } from "../columns.js";
import { Dictionary } from "./dictionary.js";
import type { SortingDocuments } from "./documents.js";
import { JobEncoder, type JobKind } from "./jobs.js";
import { type EncodedSettings, encodePlatform, encodeSettings } from "./platform.js";
import { ANY_QUEUE, type QueueNames, readGroup } from "./queues.js";
import type { Rules } from "./quotas/index.js";
import { encodeRanking } from "./ranking.js";
import { Reader, reading } from "./reader.js";
import type { Warning } from "./warning.js";

/** Date and settings, and what the order of jobs takes beside them (R4.4). */
export interface RoundSettings extends EncodedSettings {
  /** Whether the sort hook decides. */
  isCustom: boolean;
  /** Sums of consumption. */
  needsAccounting: boolean;
  /** The multifactor file. */
  needsPriority: boolean;
  /** What a sort hook sees where nothing is to be sorted: no consumption and no weights. */
  documents: SortingDocuments;
  warnings: readonly Warning[];
}

/**
 * Reads date and settings, those that order the jobs too.
 *
 * @throws InputError at `now` or `config`
 */
export function encodeRoundSettings(now: unknown, config: unknown): RoundSettings {
  return reading((reader) => {
    const settings = encodeSettings(reader, { now, config });
    const { columns, documents, warnings } = encodeRanking(
      reader,
      settings.fields,
      undefined,
      undefined,
      new Dictionary(),
    );
    const [kind] = columns.numbers;
    const needsPriority = kind === MULTIFACTOR || kind === CUSTOM;
    const needsAccounting = kind === FAIRSHARE || needsPriority;
    return { ...settings, isCustom: kind === CUSTOM, needsAccounting, needsPriority, documents, warnings };
  });
}

/**
 * Reads the names of one queue group.
 *
 * @param key what the caller calls it
 * @throws InputError
 */
export function encodeGroup(queues: unknown, key: string): readonly string[] {
  return reading((reader) => readGroup(reader, queues, key));
}

/**
 * Reads the name of one queue.
 *
 * @throws InputError
 */
export function encodeQueue(queue: unknown): string {
  return new Reader().name(queue, "queue");
}

/** What the beginning of a round is made of, as the caller gives it. */
export interface Beginning {
  resources: unknown;
  quotas: unknown;
  timeZone: unknown;
  scheduledJobs: unknown;
}

/** The beginning of a round: no job waits yet, and no queue is treated. */
export interface EncodedBeginning {
  columns: RoundColumns;
  /** The quota rules by their number in the columns; `null` when quotas are off. */
  quotaRules: Rules | null;
  warnings: readonly Warning[];
  rejected: readonly RejectedJob[];
}

/**
 * Checks the beginning of a round and lays it out.
 *
 * @throws InputError what is wrong, other than with a job
 */
export function encodeBeginning(settings: EncodedSettings, beginning: Beginning): EncodedBeginning {
  return reading((reader) => {
    const dictionary = new Dictionary();
    const platform = encodePlatform(reader, settings, { ...beginning }, ANY_QUEUE, dictionary);
    const scheduled = { kind: "scheduled", queues: ANY_QUEUE, held: new Set<number>() } as const;
    const { columns: jobs, rejected } = readJobs(reader, dictionary, beginning.scheduledJobs, scheduled);
    const queues = { groupEnds: new Uint32Array(0), names: new Uint32Array(0) };
    const work = { ...dictionary.columns(), queues, jobs, ranking: fifo() };
    return {
      columns: { ...platform.columns, ...work },
      quotaRules: platform.rules,
      warnings: platform.warnings,
      rejected,
    };
  });
}

/** What a step of a round works on, as the caller gives it. */
export interface Work {
  settings: RoundSettings;
  kind: "waiting" | "reservations";
  /** The queue group that is treated, checked already. */
  queues: readonly string[];
  /** Jobs of these queues. */
  jobs: unknown;
  accounting: unknown;
  priority: unknown;
  /** Ids of the jobs that hold resources in this round. */
  held: ReadonlySet<number>;
}

/** The work of a step. */
export interface EncodedWork {
  columns: WorkColumns;
  /** What a sort hook sees. */
  documents: SortingDocuments;
  /** The caller's own objects, row by row. */
  jobs: readonly Job[];
  rejected: readonly RejectedJob[];
}

/**
 * Checks the work of a step and lays it out.
 *
 * @throws InputError what is wrong, other than with a job
 */
export function encodeWork({ settings, kind, queues, jobs, accounting, priority, held }: Work): EncodedWork {
  return reading((reader) => {
    const dictionary = new Dictionary();
    const { columns: ranking, documents } =
      kind === "waiting"
        ? encodeRanking(reader, settings.fields, accounting, priority, dictionary)
        : { columns: fifo(), documents: settings.documents };
    const waiting = { kind, queues: new Set(queues), held };
    const { columns: jobColumns, kept, rejected } = readJobs(reader, dictionary, jobs, waiting);
    const names = Uint32Array.from(queues, (name) => dictionary.text(name));
    const group = { groupEnds: Uint32Array.of(names.length), names };
    const columns = { ...dictionary.columns(), queues: group, jobs: jobColumns, ranking };
    return { columns, documents, jobs: kept, rejected };
  });
}

const LISTS = { scheduled: "scheduledJobs", waiting: "waitingJobs", reservations: "newReservations" } as const;

/** Reads jobs of a kind. Ids of `held` no job may have. */
function readJobs(
  reader: Reader,
  dictionary: Dictionary,
  value: unknown,
  { kind, queues, held }: { kind: Exclude<JobKind, "any">; queues: QueueNames; held: ReadonlySet<number> },
) {
  const rejected: RejectedJob[] = [];
  const count = reader.open(value, LISTS[kind], LIMITS.jobs);
  const depth = reader.path.length;
  const encoder = new JobEncoder(reader, dictionary, { kind, queues, taken: held }, count);
  for (let begin = 0; begin < count; ) {
    try {
      encoder.add(value, begin, count);
      begin = count;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      rejected.push({ job: encoder.id, error });
      reader.path.length = depth;
      begin = encoder.at + 1;
    }
  }
  reader.close();
  return { columns: encoder.columns(), kept: encoder.kept as Job[], rejected };
}

/** The order of jobs that nobody sorts. */
function fifo(): WorkColumns["ranking"] {
  const none = new Uint32Array(0);
  return { numbers: Float64Array.of(0), tableEnds: none, names: none, values: new Float64Array(0) };
}
