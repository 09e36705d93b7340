/** The cases of 7.2 on the slot sets of the reference scheduler: the very slots, not only what is free. */
import { describe, expect, test } from "vitest";
import { RankSet } from "../reference/rank-set.js";
import type { ReferenceJob } from "../reference/site.js";
import { type Slot, SlotSet } from "../reference/slots.js";
import { readTypes } from "../reference/types.js";
import { type Free, INTERSECTIONS, SLOT_ROWS, SLOTS_OF_3_7 } from "./slot-rows.js";

const CAPACITY = 51;
const parse = (text: string) => RankSet.parse(CAPACITY, text);
const JOB: ReferenceJob = {
  id: 1,
  queue: "",
  user: "",
  project: "",
  name: "",
  types: readTypes([]),
  given: { id: 1, queue: "" },
};

function build(slots: readonly Free[]): SlotSet {
  const set = new SlotSet(slots[0]?.[0] ?? 0, parse(""), [{ begin: slots[0]?.[0] ?? 0, rules: null }]);
  for (const [begin, end, ranks] of slots) set.add(parse(ranks), begin, end);
  return set;
}

const freeIn = ({ existing, holders }: Slot) => existing.minus(...holders.map(({ resources }) => resources));

/** The slots up to an instant; the set itself goes on to the horizon. */
function upTo(set: SlotSet, last: number): Free[] {
  return set.slots
    .filter(({ begin }) => begin <= last)
    .map((slot) => [slot.begin, Math.min(slot.end, last), freeIn(slot).toText()]);
}

test.each(SLOT_ROWS.map((row) => [row.id, row] as const))("%s", (_, { initial, change, jobs, expected }) => {
  const set = build(initial);
  for (const [ranks, begin, walltime] of jobs) {
    if (change === "add") set.add(parse(ranks), begin, begin + walltime - 1);
    else set.hold(JOB, parse(ranks), begin, begin + walltime - 1);
  }
  expect(upTo(set, initial.at(-1)?.[1] ?? 0)).toEqual(expected);
});

test.each(INTERSECTIONS.map((row) => [row.id, row] as const))("%s", (_, { initial, windows }) => {
  const set = build(initial);
  for (const [begin, end, ranks] of windows) {
    expect(parse(`0-${CAPACITY}`).intersectAll(set.touching(begin, end).map(freeIn)).toText()).toBe(ranks);
  }
});

describe("slots A, B and C", () => {
  const set = build([
    [50, 249, "1"],
    [250, 499, "2"],
    [500, 1000, "3"],
  ]);
  const nameOf = ({ begin }: Slot) => ({ 50: "A", 250: "B", 500: "C" })[begin] ?? "none";
  const touched = (begin: number, end: number) => set.touching(begin, end).map(nameOf);

  test.each([
    [5, "none"],
    [25, "none"],
    [250, "B"],
    [499, "B"],
    [500, "C"],
    [1500, "none"],
  ])("SL-14: at %i is %s", (instant, name) => {
    expect(touched(instant, instant)[0] ?? "none").toBe(name);
  });

  test.each([
    [50, 50, "AA"],
    [50, 249, "AA"],
    [249, 249, "AA"],
    [50, 1000, "AC"],
    [499, 500, "BC"],
  ])("SL-15: from %i to %i it is %s", (begin, end, names) => {
    const found = touched(begin, end);
    expect(`${found[0]}${found.at(-1)}`).toBe(names);
  });
});

/** First and last slot, counted from 1, of every window of a width that begins with a slot and stays within the slots. */
function pairs(slots: readonly Free[], width: number): string {
  const set = build(slots);
  const last = slots.at(-1)?.[1] ?? 0;
  const number = (slot: Slot | undefined) => slots.findIndex(([begin]) => begin === slot?.begin) + 1;
  return slots
    .filter(([begin]) => begin + width - 1 <= last)
    .map(([begin]) => set.touching(begin, begin + width - 1))
    .map((touched) => `(${number(touched[0])},${number(touched.at(-1))})`)
    .join("");
}

test.each([
  [15, "(1,3)(2,3)(3,3)(4,4)(5,5)"],
  [50, "(1,4)(2,4)(3,4)(4,4)(5,5)"],
  [20_000, ""],
])("SL-16: width %i", (width, expected) => {
  const slots: Free[] = [
    [1, 9, "1"],
    [10, 10, "2"],
    [11, 49, "3"],
    [50, 499, "4"],
    [500, 1000, "5"],
  ];
  expect(pairs(slots, width)).toBe(expected);
});

test("SL-19", () => {
  expect(pairs(SLOTS_OF_3_7.slice(0, 2), 10)).toBe("(1,1)(2,2)");
  expect(pairs(SLOTS_OF_3_7, 11)).toBe("(1,2)(2,3)");
  expect(pairs(SLOTS_OF_3_7, 20)).toBe("(1,2)(2,3)");
});
