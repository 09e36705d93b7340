/** The engine against the reference scheduler and the invariants, on one scenario. */
import { isDeepStrictEqual } from "node:util";
import type { Scenario, ScheduleData } from "../../ts/model/index.js";
import { violations } from "../worlds/invariants.js";
import { shrink } from "../worlds/shrink.js";
import { referenceSchedule } from "./round.js";

/** Something that schedules. */
export type Scheduler = (scenario: Scenario) => ScheduleData;

/** A fault that was found: its kind stays the same while a scenario is made smaller. */
export interface Fault {
  kind: string;
  details: string[];
}

/** What is wrong with a schedule for itself, `null` if nothing. */
export function brokenInvariant(who: string, scenario: Scenario, schedule: ScheduleData): Fault | null {
  const broken = violations(scenario, schedule);
  const [first] = broken;
  return first === undefined ? null : { kind: `${who} breaks ${first.split(":")[0]}`, details: broken };
}

/** What is wrong on a scenario, `null` if nothing; `engine` is compared with the reference if it is given. */
export function faultOf(scenario: Scenario, engine: Scheduler | null): Fault | null {
  const expected = referenceSchedule(scenario);
  const own = brokenInvariant("the reference", scenario, expected);
  if (own !== null || engine === null) return own;
  let found: ScheduleData;
  try {
    found = plain(engine(scenario));
  } catch (error) {
    const name = error instanceof Error ? error.name : "something";
    const { code } = error as { code?: unknown };
    return { kind: `the engine throws ${name} ${String(code)}`, details: [String(error)] };
  }
  if (isDeepStrictEqual(found, plain(expected))) return null;
  return { kind: "the engine differs", details: [...differences(expected, found), ...violations(scenario, found)] };
}

/** A schedule as data, without fields that are `undefined`. */
function plain(schedule: ScheduleData): ScheduleData {
  return JSON.parse(JSON.stringify(schedule));
}

function differences(expected: ScheduleData, found: ScheduleData): string[] {
  const lines: string[] = [];
  for (const part of ["assignments", "reasons", "reservations"] as const) {
    const [right = {}, wrong = {}] = [expected[part], found[part]] as Record<string, unknown>[];
    for (const key of new Set([...Object.keys(right), ...Object.keys(wrong)])) {
      if (isDeepStrictEqual(right[key], wrong[key])) continue;
      lines.push(`${part}.${key}: ${JSON.stringify(wrong[key])}, the reference has ${JSON.stringify(right[key])}`);
    }
  }
  return lines.length > 0 ? lines : ["the name differs"];
}

/** A report for people: what is wrong, and the smallest scenario that shows it. */
export function report(place: string, scenario: Scenario, fault: Fault, engine: Scheduler | null): string {
  const small = shrink(scenario, (candidate) => faultOf(candidate, engine)?.kind === fault.kind);
  const details = faultOf(small, engine)?.details ?? fault.details;
  return [`${place}: ${fault.kind}`, ...details.slice(0, 10), `smallest scenario: ${JSON.stringify(small)}`].join("\n");
}
