/** The command line, and what it asks to be measured. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { nameOf, SAMPLES, type SampleName, type Workload } from "./workloads/index.js";

/** What to do. */
export interface Options {
  readonly workloads: readonly Workload[];
  /** Workloads that the other schedulers are given too. */
  readonly compared: readonly Workload[];
  /** Rounds on a database, which are measured in place of the workloads; usually none. */
  readonly rounds: readonly RoundSize[];
  /** Where the files go, absolute; `null`: nowhere. */
  readonly json: string | null;
  readonly svg: string | null;
  /** Folder for the scenarios. */
  readonly dump: string | null;
  /** Whether anything is measured. */
  readonly measuring: boolean;
  /** Seconds that one process may take. */
  readonly limit: number;
}

/** Rounds of a size, and which jobs are drawn for them. */
export type RoundSize = Omit<Workload, "sample">;

/** The command line is wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What `--help` shows. */
export const USAGE = `npm run bench -- [options]
  --samples A,B      samples (default: all): ${Object.keys(SAMPLES).join(", ")}
  --jobs N,M         numbers of waiting jobs
  --resources N,M    numbers of resources
  --round            rounds on a database instead: oar-redox meta with 1,000 and 10,000 waiting jobs on 10,000 resources, or
                     --jobs and --resources, with --seed and --json (default .cache/bench/round.jsonl); on the PostgreSQL
                     that DATABASE_URL names, else on one of its own
  --full             1,000 to 20,000 jobs on 1,000 to 100,000 resources each
  --seed N           draws other jobs of the same kinds (default 1)
  --compare          also the plain search and the native core, on small workloads (done when nothing is restricted)
  --limit SECONDS    what one process may take; larger workloads are then left out (default 60)
  --json FILE        a JSON line for each measurement (default .cache/bench/bench.jsonl)
  --svg FILE         the chart (default .cache/bench/bench.svg)
  --dump DIR         the workloads as scenario files; nothing is measured unless --json or --svg is there too
`;

const MOST = { jobs: 900_000, resources: 1_000_000, limit: 86_400 };
const GROWTH = [2500, 5000, 10_000, 20_000];
const SITES = [1000, 10_000, 100_000];
const USUAL = { jobs: 10_000, resources: 10_000 };
const ROUND_JOBS = "1000,10000";
/** The plain search takes the third power of the jobs and more. */
const COMPARED = { samples: ["Normal", "NodeOnly", "OldNormal"], jobs: 200, resources: 1000 } as const;

/**
 * Reads the command line.
 *
 * @param folder what relative paths are relative to
 * @param cache where files go that are not named
 * @returns `null`: help is wanted
 * @throws UsageError
 */
export function readOptions(args: readonly string[], folder: string, cache: string): Options | null {
  const given = parse(args);
  if (given.help) return null;
  if (given.round) return roundOptions(given, folder, cache);
  const samples = given.samples === undefined ? sampleNames() : list(given.samples).map(sampleOf);
  const seed = integer("seed", given.seed ?? "1", 2 ** 32);
  const sizes = sizesOf(given);
  const path = (file: string | undefined) => (file === undefined ? null : resolve(folder, file));
  const measuring = given.dump === undefined || given.json !== undefined || given.svg !== undefined;
  const restricted = [given.samples, given.jobs, given.resources, given.dump].some((option) => option !== undefined);
  const compared = COMPARED.samples.map((sample) => ({ ...COMPARED, sample, seed }));
  return {
    workloads: samples.flatMap((sample) => sizes.map((size) => ({ sample, ...size, seed }))),
    compared: given.compare || !restricted ? compared.map(({ samples: _, ...workload }) => workload) : [],
    rounds: [],
    json: path(given.json) ?? (measuring ? resolve(cache, "bench.jsonl") : null),
    svg: path(given.svg) ?? (measuring ? resolve(cache, "bench.svg") : null),
    dump: path(given.dump),
    measuring,
    limit: integer("limit", given.limit ?? "60", MOST.limit),
  };
}

/** What rounds on a database are measured with. */
function roundOptions(given: ReturnType<typeof parse>, folder: string, cache: string): Options {
  for (const name of ["samples", "svg", "dump", "limit", "full", "compare"] as const) {
    if (given[name] !== undefined) throw new UsageError(`--${name} means nothing with --round`);
  }
  const seed = integer("seed", given.seed ?? "1", 2 ** 32);
  const json = given.json === undefined ? resolve(cache, "round.jsonl") : resolve(folder, given.json);
  return {
    workloads: [],
    compared: [],
    rounds: sizesOf({ ...given, jobs: given.jobs ?? ROUND_JOBS }).map((size) => ({ ...size, seed })),
    json,
    svg: null,
    dump: null,
    measuring: false,
    limit: MOST.limit,
  };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const texts = {
    samples: text,
    jobs: text,
    resources: text,
    seed: text,
    limit: text,
    json: text,
    svg: text,
    dump: text,
  };
  try {
    return parseArgs({ args: [...args], options: { ...texts, round: flag, full: flag, compare: flag, help: flag } })
      .values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

interface Size {
  jobs: number;
  resources: number;
}

/** Each size once: those that are named, all of them, or growth in jobs and in resources apart. */
function sizesOf({ jobs, resources, full }: ReturnType<typeof parse>): Size[] {
  const numbers = (name: "jobs" | "resources", text: string) =>
    list(text).map((item) => integer(name, item, MOST[name]));
  const cross = (a: readonly number[], b: readonly number[]): Size[] =>
    b.flatMap((many) => a.map((few) => ({ jobs: few, resources: many })));
  if (full) return cross([1000, ...GROWTH], SITES);
  if (jobs !== undefined || resources !== undefined) {
    const own = (text: string | undefined, name: "jobs" | "resources") =>
      text === undefined ? [USUAL[name]] : numbers(name, text);
    return cross(own(jobs, "jobs"), own(resources, "resources"));
  }
  const sites = SITES.filter((site) => site !== USUAL.resources);
  return [...cross(GROWTH, [USUAL.resources]), ...cross([USUAL.jobs], sites)];
}

function list(text: string): string[] {
  return [...new Set(text.split(",").map((item) => item.trim()))];
}

function sampleNames(): SampleName[] {
  return Object.keys(SAMPLES) as SampleName[];
}

function sampleOf(text: string): SampleName {
  const name = sampleNames().find((sample) => sample === text);
  if (name === undefined) throw new UsageError(`there is no sample ${text}; there are ${sampleNames().join(", ")}`);
  return name;
}

function integer(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most) {
    throw new UsageError(`--${name}: an integer from 1 to ${most} is expected, not ${text}`);
  }
  return value;
}

/** The workloads of a run, each once, by name. */
export function workloadsOf({ workloads, compared }: Pick<Options, "workloads" | "compared">): Map<string, Workload> {
  return new Map([...workloads, ...compared].map((workload) => [nameOf(workload), workload]));
}
