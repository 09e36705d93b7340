/** Mistakes of how the facade reads a quota document. */
import type { Mutant } from "../mutant.js";

const FOLDER = "ts/engine/encode/quotas";
const VALUES = { file: `${FOLDER}/values.ts`, tests: [`${FOLDER}/values.test.ts`] } as const;
const PERIODS = { file: `${FOLDER}/periods.ts`, tests: [`${FOLDER}/periods.test.ts`] } as const;
const TRANSITIONS = { file: `${FOLDER}/transitions.ts`, tests: [`${FOLDER}/transitions.test.ts`] } as const;
const INDEX = [`${FOLDER}/index.test.ts`];

const LIMITS: readonly Mutant[] = [
  {
    id: "hours-without-fraction",
    area: "facade",
    rule: "R12.3",
    ...VALUES,
    find: "(digits * BigInt(unit)) / 10n ** BigInt(scale)",
    replace: "(digits / 10n ** BigInt(scale)) * BigInt(unit)",
    wrong: "Hours lose their fraction.",
  },
  {
    id: "cut-off-before-the-sign",
    area: "facade",
    rule: "R12.3",
    ...VALUES,
    find: 'sign === "-" && digits > 0n',
    replace: 'sign === "-" && digits >= 10n ** BigInt(fraction.length)',
    wrong: "The fraction is cut off before the sign is looked at: -0.5 allows nothing.",
  },
  {
    id: "minus-zero-is-no-limit",
    area: "facade",
    rule: "R12.3",
    ...VALUES,
    find: 'sign === "-" && digits > 0n',
    replace: 'sign === "-"',
    wrong: "A zero with a sign is no limit.",
  },
  {
    id: "multiple-in-doubles",
    area: "facade",
    rule: "R12.3",
    ...VALUES,
    find: "return scaled(digits, fraction.length, unit);",
    replace:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
      "return multiple === undefined\n    ? scaled(digits, fraction.length, unit)\n    : Math.floor(Number(`${whole}.${fraction}0`) * all * unit);",
    wrong: "A multiple of ALL is worked out in doubles: 0.29 of 100 is 28.",
  },
  {
    id: "all-of-the-other-mode",
    area: "facade",
    rule: "R12.4",
    file: "ts/engine/encode/platform.ts",
    find: 'config.quotaAll === "all" ? counts.nbDefault : counts.nbDefaultNotDead',
    replace: 'config.quotaAll === "all" ? counts.nbDefaultNotDead : counts.nbDefault',
    wrong: "ALL stands for the count of the other mode.",
    tests: INDEX,
  },
];

const CALENDAR: readonly Mutant[] = [
  {
    id: "over-the-end-of-the-week",
    area: "facade",
    rule: "R13.5",
    ...PERIODS,
    find: "if (end > WEEK) add(0, end - WEEK);",
    replace: "",
    wrong: "What of a block passes the end of the week is lost.",
  },
  {
    id: "one-block-a-day",
    area: "facade",
    rule: "R13.5",
    ...PERIODS,
    find: "if (times === null) addPassing(first * DAY, (first + count) * DAY);\n    else {",
    replace:
      "if (times === null) {\n      for (let day = first; day < first + count; day++) addPassing((day % 7) * DAY, (day % 7) * DAY + DAY);\n    } else {",
    wrong: "A range of whole days is a block for each of them, not one.",
  },
  {
    id: "days-turned-round",
    area: "facade",
    rule: "R13.4",
    ...PERIODS,
    find: "((last - first + 7) % 7) + 1",
    replace: "Math.abs(last - first) + 1",
    wrong: "A range of days that passes Sunday is as long as the one in between.",
  },
  {
    id: "until-midnight",
    area: "facade",
    rule: "R13.3",
    ...PERIODS,
    find: "end < begin ? end + DAY : end",
    replace: "end < begin ? DAY : end",
    wrong: "A block that continues into the next day ends at midnight.",
  },
  {
    id: "last-filler",
    area: "facade",
    rule: "R13.2",
    file: `${FOLDER}/index.ts`,
    find: "fillers.sets.slice(0, 1)",
    replace: "fillers.sets.slice(-1)",
    wrong: "Of several fillers the last listed counts.",
    tests: INDEX,
  },
  {
    id: "end-of-a-one-shot-inclusive",
    area: "facade",
    rule: "R13.6",
    file: `${FOLDER}/document.ts`,
    find: "bounds.push(begin ?? 0, end ?? 0)",
    replace: "bounds.push(begin ?? 0, (end ?? 0) + 1)",
    wrong: "A one-shot still holds in the second of its end.",
    tests: INDEX,
  },
  {
    id: "doubled-hour-second-time",
    area: "facade",
    rule: "R13.6",
    ...TRANSITIONS,
    find: "Math.min(...shown)",
    replace: "Math.max(...shown)",
    wrong: "A local time that occurs twice is the second occurrence.",
  },
  {
    id: "skipped-hour-moves-back",
    area: "facade",
    rule: "R13.6",
    ...TRANSITIONS,
    find: "Math.min(...shown) : local - before",
    replace: "Math.min(...shown) : local - after",
    wrong: "A local time that is skipped moves back by the length of the gap.",
  },
  {
    id: "clock-up-to-the-limit",
    area: "facade",
    rule: "R13.8",
    ...TRANSITIONS,
    find: "Math.min(now + limit + WEEK, LIMITS.horizon)",
    replace: "Math.min(now + limit, LIMITS.horizon)",
    wrong: "The clock of the last week that has blocks is not known to its end.",
  },
];

export const DOCUMENTS: readonly Mutant[] = [...LIMITS, ...CALENDAR];
