/** What it costs to bring a round into the module and its decisions out, against JSON in the same run. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type * as Columns from "../../dist/engine/columns.js";
import type * as Encode from "../../dist/engine/encode/index.js";
import type * as Core from "../../pkg/oar_scheduler_redox.js";
import type { Scenario } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";
import { BUILT } from "../support/paths.js";

/** Milliseconds, each the median of its rounds. */
export interface Marshalling {
  /** The scenario as text and back, and its schedule as text and back. */
  readonly jsonMs: number;
  /** From a caller's objects to a round in the module, and from its decisions to the schedule. */
  readonly objectsMs: number;
  /** The same for a caller who has columns, and takes columns. */
  readonly columnsMs: number;
}

/**
 * Measures all three in turns.
 *
 * @param warmUps rounds before those that count
 */
export async function measureMarshalling(scenario: Scenario, warmUps: number, rounds: number): Promise<Marshalling> {
  const objects = await objectsCrossing(scenario);
  const columns = await columnsCrossing(scenario);
  const times: Marshalling[] = [];
  for (let round = 0; round < warmUps + rounds; round++) {
    const { schedule, objectsMs } = objects();
    const begin = performance.now();
    JSON.parse(JSON.stringify(scenario));
    JSON.parse(JSON.stringify(schedule));
    const jsonMs = performance.now() - begin;
    times.push({ jsonMs, objectsMs, columnsMs: columns() });
  }
  const median = (of: keyof Marshalling) => {
    const sorted = times.slice(warmUps).map((time) => time[of]);
    return sorted.sort((a, b) => a - b)[rounds >> 1] as number;
  };
  return { jsonMs: median("jsonMs"), objectsMs: median("objectsMs"), columnsMs: median("columnsMs") };
}

/** By the package, as it tells its logger. */
async function objectsCrossing(scenario: Scenario) {
  let objectsMs = Number.NaN;
  const debug = (_: string, { marshalInMs, marshalOutMs }: Readonly<Record<string, unknown>> = {}) => {
    objectsMs = Number(marshalInMs) + Number(marshalOutMs);
  };
  const engine = await redox.createEngine({ logger: { debug } });
  return () => ({ schedule: engine.scheduleScenario(scenario), objectsMs });
}

/** By the module, with an instance of its own. */
async function columnsCrossing(scenario: Scenario) {
  const built = (file: string) => import(/* @vite-ignore */ pathToFileURL(BUILT + file).href);
  const core: typeof Core = await built("pkg/oar_scheduler_redox.js");
  const { pack }: typeof Columns = await built("dist/engine/columns.js");
  const { encodeScenario }: typeof Encode = await built("dist/engine/encode/index.js");
  core.initSync({ module: readFileSync(`${BUILT}pkg/oar_scheduler_redox_bg.wasm`) });
  const { columns } = encodeScenario(scenario);
  return () => {
    const instants = [performance.now()];
    const lap = () => {
      instants.push(performance.now());
    };
    core.schedule(pack(columns), {}, { lap });
    lap();
    const [begin, read, decided, end] = instants as [number, number, number, number];
    return read - begin + end - decided;
  };
}
