/**
 * On random worlds: take away what an explanation names, and the job is placed, or placed earlier. Everything decided
 * before the job is fixed, so that nothing else changes.
 */
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Explanation, Moldable, RefusedWindow, Scenario } from "../../ts/model/index.js";
import { LIMITS } from "../../ts/model/limits.js";
import { findResources, resolve } from "../reference/hierarchy.js";
import { readSite } from "../reference/site.js";
import { redox } from "../support/engine.js";
import { DEEP } from "../support/paths.js";
import { randomWorld, type WorldKind } from "../worlds/world.js";
import { frozenAt } from "./frozen.js";
import { type CauseOf, withJob, withoutJobs, withoutLimits } from "./taken-away.js";

const WORLDS = DEEP ? 5_000 : 250;
const TIMEOUT = DEEP ? 3_600_000 : 120_000;
const KINDS: readonly WorldKind[] = ["tiny", "broad"];

let engine: Awaited<ReturnType<typeof redox.createEngine>>;
beforeAll(async () => {
  engine = await redox.createEngine();
});
afterAll(() => engine.dispose());

/** One job that was asked about: the world in which it alone waits, and what is said of it there. */
interface Case {
  world: Scenario;
  id: number;
  explanation: Explanation;
}

/** What is wrong with an explanation, `null` if nothing; `skipped`: it names nothing that could be taken away. */
type Verdict = string | null | "skipped";

function moldableOf({ world, id }: Case, moldable: number): Moldable {
  const job = world.jobs.find((one) => one.id === id);
  return job?.moldables?.find((one) => one.id === moldable) as Moldable;
}

/** Whether more resources never harm: a request of several groups may be divided in another way (R9.1). */
function isMonotone(at: Case, moldable: number): boolean {
  const overlap = at.world.config?.SCHEDULER_GROUPS_MAY_OVERLAP === "yes";
  return overlap || moldableOf(at, moldable).requests.length === 1;
}

/**
 * Placed so that it ends with the refused window at the latest; the earliest end is what moldables are chosen for
 * (R9.4). Of a reservation the window is without its pad, and there is no other.
 */
function isBetter({ id, world }: Case, changed: Scenario, window: RefusedWindow): boolean {
  const placed = engine.scheduleScenario(changed).assignments[id];
  const reservation = world.jobs.find((job) => job.id === id)?.reservation;
  return placed != null && (reservation !== undefined || placed.end <= window.end);
}

function checkResources(at: Case, cause: CauseOf<"resources">): Verdict {
  const { world, id } = at;
  const { holders, absent, window } = cause;
  if (absent || !isMonotone(at, window.moldable)) return "skipped";
  if (holders.length === 0) return "nobody is named";
  const ids = holders.map(({ job }) => job);
  // A container that holds what an inner job wants is also where that comes from.
  const inner = world.jobs.find((job) => job.id === id)?.types?.some((type) => type.startsWith("inner="));
  const containers = world.jobs.filter((job) => job.types?.some((type) => type.startsWith("container")));
  if (inner && containers.some((job) => ids.includes(job.id))) return "skipped";
  const freed = withoutJobs(world, ids);
  if (isBetter(at, freed, window)) return null;
  const next = engine.scheduleScenario(freed).explain(id);
  // The resources are there now. Whether quotas let the job have them then was never asked before; perhaps later.
  if (!at.explanation.placed && next.placed) return null;
  if (next.cause?.kind === "quota" && next.cause.window && next.cause.window.begin <= window.begin) return null;
  if (next.cause?.kind === "quota_horizon") return null;
  return "taking the holders away does not help";
}

function checkQuota(at: Case, cause: CauseOf<"quota">): Verdict {
  const { window, refusals } = cause;
  if (window === null || refusals.length === 0) return "no rule is named";
  for (const { used, wanted, limit } of refusals) {
    if (used > wanted || wanted <= limit) return `${wanted} is not above ${limit}`;
  }
  return isBetter(at, withoutLimits(at.world, cause), window) ? null : "lifting the limits does not help";
}

function checkQuotaHorizon(at: Case, { window, latest }: CauseOf<"quota_horizon">): Verdict {
  if (window === null || window.end <= latest) return "the window does not end too late";
  const free = withJob(at.world, at.id, (job) => {
    job.types = [...(job.types ?? []), "no_quotas"];
  });
  return isBetter(at, free, window) ? null : "without quotas it is not placed there";
}

/** What never is enough is not enough on a site with nobody else either. */
function checkLack(at: Case, { of, moldable, wanted, found }: CauseOf<"lack">): Verdict {
  const { world, id } = at;
  if (found !== null && wanted !== null && wanted > 0 && found >= wanted) return `${found} are enough`;
  const site = readSite(world);
  const everything = findResources(resolve(moldableOf(at, moldable), site), site.usable, site);
  const possible = everything !== null;
  if (possible !== (of === "together" || of === "slot_set")) return `with everything free it is ${possible}`;
  if (!isMonotone(at, moldable)) return null;
  const types = (job: Scenario["jobs"][number]) => job.types ?? [];
  const others = world.jobs.filter((job) => job.id !== id && !types(job).some((type) => type.startsWith("container")));
  const alone = withoutJobs(
    world,
    others.map((job) => job.id),
  );
  return engine.scheduleScenario(alone).assignments[id] == null ? null : "alone it is placed";
}

function checkRequest(at: Case, { fault, moldable, group, level, count }: CauseOf<"request">): Verdict {
  const job = at.world.jobs.find((one) => one.id === at.id);
  if (fault === "no_moldable") return job?.moldables?.length === 0 ? null : "it has moldables";
  if (fault === "inner_reservation") return job?.types?.some((type) => type.startsWith("inner=")) ? null : "not inner";
  const { walltime, requests } = moldableOf(at, moldable as number);
  const asked = requests[group ?? 0]?.levels.some(([name, wanted]) => name === level && wanted === count);
  const right = {
    walltime: walltime < 1,
    no_group: requests.length === 0,
    no_level: requests[group ?? -1]?.levels.length === 0,
    bad_count: asked && (!Number.isInteger(count) || count === 0 || (count as number) < -3),
    unknown_level: asked && !Object.hasOwn(at.world.resources.hierarchy, level as string),
  };
  return right[fault] ? null : `${fault} is not so`;
}

/** Checks the cause of an explanation. */
function verdictOn(at: Case): Verdict {
  const { world, id, explanation } = at;
  const { cause } = explanation;
  const again = (changed: Scenario) => engine.scheduleScenario(changed).explain(id).cause;
  switch (cause?.kind) {
    case undefined:
      return "skipped";
    case "resources":
      return checkResources(at, cause);
    case "quota":
      return checkQuota(at, cause);
    case "quota_horizon":
      return checkQuotaHorizon(at, cause);
    case "lack":
      return checkLack(at, cause);
    case "request":
      return checkRequest(at, cause);
    case "horizon":
      return cause.earliest + cause.length - 1 > LIMITS.horizon ? null : "there is time";
    case "period": {
      if (cause.begin !== world.jobs.find((job) => job.id === id)?.reservation) return "it is another start";
      return cause.end < world.now || cause.end > LIMITS.horizon ? null : "it is within the round";
    }
    case "type": {
      const mended = withJob(world, id, (job) => {
        job.types = job.types?.filter((type) => type !== cause.type) ?? [];
      });
      return isDeepStrictEqual(again(mended), cause) ? "without the type it is the same" : null;
    }
    case "dependency": {
      const independent = withJob(world, id, (job) => {
        job.dependencies = job.dependencies?.filter((required) => required.job !== cause.job) ?? [];
      });
      const next = again(independent);
      return next?.kind === "dependency" && next.job === cause.job ? "without the dependency it is the same" : null;
    }
    case "slot_set": {
      const { default: resources } = world.resources;
      const types = [`container=${cause.slotSet}`];
      const assignment = { begin: world.now, end: LIMITS.horizon, resources };
      const container = { id: 1_000_000, queue: "elsewhere", types, assignment };
      return again({ ...world, jobs: [...world.jobs, container] })?.kind === "slot_set" ? "the set is there" : null;
    }
    default:
      return `${cause?.kind} is impossible here`;
  }
}

describe.each(KINDS)("%s worlds", (kind) => {
  test("what is named is in the way", { timeout: TIMEOUT }, () => {
    const checked = new Map<string, number>();
    for (let seed = 1; seed <= WORLDS; seed++) {
      const world = randomWorld(seed, kind, "all");
      const schedule = engine.scheduleScenario(world);
      for (const id of Object.keys(schedule.assignments).map(Number)) {
        const frozen = frozenAt(world, schedule, id);
        if (frozen === null) continue;
        const alone = engine.scheduleScenario(frozen);
        // Jobs that were left out may have cut the slots (R6.3), and are not there any more.
        if (!isDeepStrictEqual(alone.assignments[id], schedule.assignments[id])) continue;
        const explanation = alone.explain(id);
        const verdict = verdictOn({ world: frozen, id, explanation });
        const name = `${explanation.placed ? "placed" : explanation.reason} ${explanation.cause?.kind}`;
        if (verdict === null) checked.set(name, (checked.get(name) ?? 0) + 1);
        else if (verdict !== "skipped") {
          expect.fail(
            `seed ${seed}, ${kind}, job ${id}: ${verdict}\n${explanation.sentence}\n${JSON.stringify(frozen)}`,
          );
        }
      }
    }
    expect([...checked.keys()].sort()).toEqual(expect.arrayContaining(CHECKED));
  });

  test("a job that waits for another one does not, without it", { timeout: TIMEOUT }, () => {
    let count = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const world = randomWorld(seed, kind, "all");
      const schedule = engine.scheduleScenario(world);
      for (const id of Object.keys(schedule.assignments).map(Number)) {
        if (schedule.waitsFor(id)?.kind !== "dependency") continue;
        const { cause, begin } = schedule.explain(id) as Explanation & { begin: number };
        if (cause?.kind !== "dependency") expect.fail(`seed ${seed}, ${kind}, job ${id}: ${cause?.kind}`);
        expect([cause.job, cause.until]).toEqual([schedule.waitsFor(id)?.job, begin - 1]);
        const independent = withJob(world, id, (job) => {
          job.dependencies = job.dependencies?.filter((required) => required.job !== cause.job) ?? [];
        });
        const next = engine.scheduleScenario(independent).explain(id);
        const other = next.cause?.kind !== "dependency" || next.cause.job !== cause.job;
        if (!other) expect.fail(`seed ${seed}, ${kind}, job ${id} still waits for ${cause.job}`);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(5);
  });
});

/** What must have been met, lest the test look away. */
const CHECKED = [
  "placed resources",
  "placed quota",
  "quota quota",
  "quota_horizon quota_horizon",
  "no_resources resources",
  "no_resources lack",
  "invalid_request type",
  "invalid_request request",
  "unknown_level request",
  "dependency dependency",
  "no_slot_set slot_set",
  "ar_no_resources resources",
  "ar_no_resources lack",
  "ar_quota quota",
  "ar_too_old period",
  "ar_out_of_range period",
];
