/** Random quota documents and calendars, without faults. */
import type { QuotaDocument, QuotaOneShot, QuotaPeriod, QuotaRules, QuotaValue } from "../../ts/model/index.js";
import type { WorldPlan } from "./features.js";

const QUEUES = ["*", "*", "*", "/", "/", "default"];
const PROJECTS = ["*", "*", "*", "*", "/", "red", ""];
const TYPES = ["*", "*", "*", "*", "*", "*", "deploy", "console", "besteffort", "no_quotas", "/"];
const USERS = ["*", "*", "/", "/", "ann", "bob", ""];
const RULE_SETS = ["day", "night"];

/** Periods of every form (R13.2 to R13.5). */
const PERIODS = [
  "* * * *",
  "default",
  "* mon-wed * *",
  "* thu-sun * *",
  "* sat-mon * *",
  "*  fri-thu * *",
  "08:00-19:00 mon-fri * *",
  "8-19 mon-fri * *",
  "22:00-06:00 * * *",
  "21:30-02:30 sat-mon,wed * *",
  "2:30-4 * * *",
  "3:30-7:00:30 sun,mon * *",
  "0-24 wed * *",
  "23-0 sun * *",
  "* mon-mon,wed * *",
];

/** A zone and an instant near which its clock changes. */
const CLOCKS: readonly [timeZone: string | undefined, near: number][] = [
  [undefined, 1_700_000_000],
  ["UTC", 1_729_468_800],
  ["Europe/Paris", 1_729_990_800],
  ["Europe/Paris", 1_743_296_400],
  ["America/New_York", 1_730_613_600],
  ["Australia/Lord_Howe", 1_743_865_200],
  ["Pacific/Auckland", 1_727_532_000],
  ["Asia/Kolkata", 1_700_000_000],
  ["America/Santiago", 1_725_768_000],
  ["America/Havana", 1_730_610_000],
];

/** A time zone, and a date of the round within a week of a change of its clock. */
export function randomClock({ dice }: Pick<WorldPlan, "dice">): { timeZone?: string; now: number } {
  const [timeZone, near] = dice.pick(CLOCKS);
  const now = near + dice.int(-60, 12) * 3600 + dice.pick([0, 0, 1, -1, 1800]);
  return timeZone === undefined ? { now } : { timeZone, now };
}

/** A quota document; with the calendar's periods if the world has the feature. */
export function randomQuotas(plan: WorldPlan): QuotaDocument {
  const { dice, features } = plan;
  const document: QuotaDocument = { quotas: randomRules(plan) };
  if (dice.chance(0.6)) document.job_types = dice.some(["deploy", "console", "besteffort", "*", "/", "deploy"], 0.6);
  if (dice.chance(0.1)) document.unused = randomRules(plan);
  if (features.has("calendar")) {
    for (const name of RULE_SETS) document[name] = randomRules(plan);
    const periods = dice.shuffle(PERIODS).slice(0, dice.int(0, 4));
    document.periodical = periods.map((period) => [period, dice.pick(RULE_SETS), "a period"] satisfies QuotaPeriod);
    document.oneshot = dice.times(dice.int(periods.length === 0 ? 1 : 0, 2), () => randomOneShot(plan));
  }
  return document;
}

function randomRules(plan: WorldPlan): QuotaRules {
  const { dice } = plan;
  const rules: QuotaRules = {};
  for (let i = dice.int(0, 7); i > 0; i--) {
    const key = [QUEUES, PROJECTS, TYPES, USERS].map((fields) => dice.pick(fields)).join(",");
    rules[key] = [randomAmount(plan), randomJobCount(plan), randomHours(plan)];
  }
  return rules;
}

function randomAmount({ dice, site }: WorldPlan): QuotaValue {
  if (dice.chance(0.4)) return -1;
  const few = dice.int(0, Math.ceil(site.usable.length / 2));
  return dice.pick([few, few, few, dice.int(1, 3), "ALL", "0.5*ALL", "0.29*ALL", "2.7", "+3", "-0.5", "-2*ALL", 1.5]);
}

function randomJobCount({ dice }: WorldPlan): QuotaValue {
  return dice.pick([-1, -1, 1, 1, 2, 2, 3, "1", "2.9", "0.4*ALL"]);
}

function randomHours({ dice, site, unit }: WorldPlan): QuotaValue {
  if (dice.chance(0.4)) return -1;
  const hours = (dice.int(1, 4) * dice.int(1, site.usable.length) * unit) / 3600;
  return dice.pick([Math.ceil(4 * hours) / 4, hours.toFixed(4), hours.toFixed(4), `${dice.int(0, 3)}.5`, "0.01*ALL"]);
}

function randomOneShot(plan: WorldPlan): QuotaOneShot {
  const { dice, now } = plan;
  const begin = Math.floor(now / 1800) * 1800 + dice.int(-10, 100) * 1800;
  const end = begin + dice.int(1, 60) * 1800;
  const written = (instant: number) => new Date(instant * 1000).toISOString().slice(0, 16).replace("T", " ");
  return [written(begin), written(end), dice.pick(RULE_SETS)];
}
