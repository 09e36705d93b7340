/** A run: every workload is written to a file and measured, one after the other. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mode } from "./measure/call.js";
import { measureFresh, TooLongError } from "./measure/fresh.js";
import type { Line, Measurement, SchedulerName } from "./measure/line.js";
import type { Options } from "./options.js";
import { workloadsOf } from "./options.js";
import { buildOthers, measureOther, OTHERS } from "./plain/measure.js";
import { milliseconds } from "./report/index.js";
import { nameOf, SAMPLES, type Sample, type Scheduler, scenarioOf, type Workload } from "./workloads/index.js";

/** Whom a run tells what it does. */
export interface Listener {
  /** Somebody waits for this. */
  progress(text: string): void;
  /** This was measured. */
  line(line: Line): void;
}

/** Writes a workload into a folder, and gives its file. */
export function dumpWorkload(workload: Workload, folder: string, schedule: Scheduler): string {
  const file = join(folder, `${nameOf(workload)}.json`);
  writeFileSync(file, JSON.stringify(scenarioOf(workload, schedule)));
  return file;
}

/** Measures what the options ask for. */
export async function measureAll(options: Options, schedule: Scheduler, listener: Listener): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "oar-redox-bench-"));
  try {
    const others = await preparedOthers(options, listener);
    const tooLong = new Set<string>();
    for (const [name, workload] of workloadsOf(options)) {
      const { sample, jobs, resources } = workload;
      const size = `${sample}, ${jobs.toLocaleString("en")} jobs, ${resources.toLocaleString("en")} resources`;
      const family = `${sample} ${resources}`;
      if (tooLong.has(family)) {
        listener.progress(`${size}: left out, since fewer jobs took too long`);
        continue;
      }
      const file = dumpWorkload(workload, folder, schedule);
      const subject = { file, mode: modeOf(workload), limit: options.limit };
      const add = (scheduler: SchedulerName, measurements: readonly Measurement[]) => {
        for (const measurement of measurements) listener.line({ ...workload, scheduler, ...measurement });
        const times = measurements.map(({ call, totalMs }) => `${call} ${milliseconds(totalMs)} ms`);
        listener.progress(`${size}, ${scheduler}: ${times.join(", ")}`);
      };
      try {
        add("engine", await measureFresh(subject));
        const compared = options.compared.some((one) => nameOf(one) === name);
        for (const who of compared ? others : []) add(who, [await measureOther(who, file, options.limit)]);
      } catch (error) {
        if (!(error instanceof TooLongError)) throw error;
        tooLong.add(family);
        listener.progress(`${size}: ${error.message}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is placed already is what the steps of a meta-scheduler begin with. */
function modeOf({ sample }: Workload): Mode {
  const { twist }: Sample = SAMPLES[sample];
  if (twist === "changing") return twist;
  return twist === "placed" ? "internal" : "whole";
}

async function preparedOthers({ compared }: Options, listener: Listener): Promise<typeof OTHERS> {
  if (compared.length === 0) return [];
  listener.progress("building the plain search and the native core");
  const problem = await buildOthers();
  if (problem === null) return OTHERS;
  listener.progress(`they are left out, since they cannot be built: ${problem}`);
  return [];
}

/** Workloads of which not everybody decided the same. */
export function disagreements(lines: readonly Line[]): string[] {
  const hashes = new Map<string, string>();
  const wrong = new Set<string>();
  for (const line of lines) {
    const name = nameOf(line);
    if ((hashes.get(name) ?? line.scheduleHash) !== line.scheduleHash) wrong.add(name);
    hashes.set(name, line.scheduleHash);
  }
  return [...wrong];
}
