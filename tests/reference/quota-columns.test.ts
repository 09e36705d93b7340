/** The columns of quotas say what the reference scheduler reads in the same document: rules, and which hold when. */
import { describe, expect, test } from "vitest";
import { encodeScenario } from "../../ts/engine/encode/index.js";
import type { Scenario } from "../../ts/model/index.js";
import { DEEP } from "../support/paths.js";
import { categories, loadVectors } from "../vectors/load.js";
import { Dice } from "../worlds/dice.js";
import { randomWorld, type WorldKind } from "../worlds/world.js";
import { rulesPeriods } from "./calendar.js";
import { type Decimal, times, truncate } from "./decimal.js";
import { type QuotaDocument, readQuotaDocument } from "./quota-document.js";
import { HORIZON, readSite } from "./site.js";

const WORLDS = DEEP ? 5_000 : 500;
const DAY = 86_400;
const WEEK = 7 * DAY;
/** A Monday in the local time of any clock, as seconds since 1970. */
const MONDAY = -3 * DAY;

type Quotas = ReturnType<typeof encodeScenario>["columns"]["quotas"];

/** The calendar as plain as can be: every question is answered from the columns anew. */
class ColumnCalendar {
  constructor(
    private readonly quotas: Quotas,
    private readonly now: number,
  ) {}

  offsetAt(instant: number): number {
    const { transitions } = this.quotas;
    let offset = transitions[1] as number;
    for (let i = 0; i < transitions.length; i += 2) {
      if ((transitions[i] as number) <= instant) offset = transitions[i + 1] as number;
    }
    return offset;
  }

  instantOf(local: number): number {
    const offsets = [-2, 2].map((days) => this.offsetAt(local + days * DAY));
    const shown = offsets.map((offset) => local - offset).filter((at) => at + this.offsetAt(at) === local);
    return shown.length > 0 ? Math.min(...shown) : local - (offsets[0] as number);
  }

  /** Number of the set in force (R13.7, R13.8). */
  setAt(instant: number): number {
    const { oneShots, oneShotSets, blocks, blockSets, filler, settings } = this.quotas;
    const instants = [...oneShots].map((local) => this.instantOf(local));
    const oneShot = this.first(instants, instant);
    if (oneShot !== null) return oneShotSets[oneShot] as number;
    const local = instant + this.offsetAt(instant);
    const [monday, current] = [local, this.now + this.offsetAt(this.now)].map(
      (at) => at - ((((at - MONDAY) % WEEK) + WEEK) % WEEK),
    ) as [number, number];
    if (monday > current && this.instantOf(monday) >= this.now + (settings[2] as number)) return 0;
    const block = this.first([...blocks], local - monday);
    return block !== null ? (blockSets[block] as number) : (filler[0] ?? 0);
  }

  private first(bounds: readonly number[], at: number): number | null {
    let best: number | null = null;
    for (let i = 0; i < bounds.length / 2; i++) {
      const [begin, end] = [bounds[2 * i] as number, bounds[2 * i + 1] as number];
      if (begin <= at && at < end && (best === null || begin < (bounds[2 * best] as number))) best = i;
    }
    return best;
  }
}

/** What is compared of the rules: fields, and what the limits let through. */
function rulesOf(document: QuotaDocument): Record<string, unknown[]> {
  const limit = (decimal: Decimal | null) => {
    const whole = decimal === null ? -1n : truncate(times(decimal, 1)).digits;
    return whole > BigInt(Number.MAX_SAFE_INTEGER) ? -1 : Number(whole);
  };
  const sets = [["quotas", document.defaultRules] as const, ...document.namedRules];
  return Object.fromEntries(
    sets.map(([name, rules]) => [
      name,
      rules.map(({ queue, project, type, user, limits }) => [
        [queue, project, type, user],
        [limits.resources, limits.jobs, limits.resourceSeconds].map(limit),
      ]),
    ]),
  );
}

function compare(scenario: Scenario): void {
  const { columns, quotaRules } = encodeScenario({ ...scenario, jobs: [] });
  const { quotas, texts } = columns;
  const site = readSite(scenario);
  const document = readQuotaDocument(scenario.quotas, site.quotaAll);
  const sets = quotaRules?.sets ?? [];
  const found = sets.map((name, set) => {
    const rules: unknown[] = [];
    const first = set === 0 ? 0 : (quotas.setEnds[set - 1] as number);
    for (let rule = first; rule < (quotas.setEnds[set] as number); rule++) {
      const fields = [...quotas.fields.slice(4 * rule, 4 * rule + 4)].map((text) => texts[text]);
      rules.push([fields, [...quotas.limits.slice(3 * rule, 3 * rule + 3)]]);
      expect(quotaRules?.written(rule)).toMatchObject({ set: name, key: fields.join(",") });
    }
    return [name, rules];
  });
  expect(Object.fromEntries(found)).toEqual(rulesOf(document));
  const tracked = [...quotas.trackedTypes].map((text) => texts[text]);
  expect([...tracked, "*"].sort()).toEqual([...document.trackedTypes].sort());
  const calendar = document.periods.length + document.oneShots.length > 0;
  expect([...quotas.settings].slice(0, 2)).toEqual([1, calendar ? 1 : 0]);
  if (!calendar) return;
  const [now, limit] = [scenario.now, quotas.settings[2] as number];
  const periods = rulesPeriods(document, now, limit, site.timeZone);
  const columnCalendar = new ColumnCalendar(quotas, now);
  const dice = new Dice(String(now));
  for (const [i, { begin, rules }] of periods.entries()) {
    const end = (periods[i + 1]?.begin ?? HORIZON + 1) - 1;
    for (const instant of new Set([begin, end, dice.int(begin, end)])) {
      expect([instant, sets[columnCalendar.setAt(instant)]]).toEqual([instant, rules ?? "quotas"]);
    }
  }
}

describe.each<WorldKind>(["tiny", "broad"])("%s worlds", (kind) => {
  test("with quotas and a calendar", { timeout: DEEP ? 3_600_000 : 120_000 }, () => {
    let compared = 0;
    for (let seed = 1; compared < WORLDS; seed++) {
      const world = randomWorld(seed, kind, ["quotas", "calendar"]);
      if (world.config?.QUOTAS !== "yes") continue;
      compare(world);
      compared += 1;
    }
  });
});

test.each(categories().filter((name) => !["big", "scale"].includes(name)))("vectors with quotas: %s", (category) => {
  for (const vector of loadVectors(category)) if (vector.config?.QUOTAS === "yes") compare(vector);
});
