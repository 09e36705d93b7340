import { expect, test } from "vitest";
import type { WaitingPlan } from "../../database/index.js";
import { decideReservation } from "./accepted-reservations.js";

const START = 1_000_000;
const PATIENCE = 300;

/** A reservation of the resources 1, 2 and 3 for 2000 seconds. The start in the plan never counts. */
const reservation = (walltime: number): WaitingPlan => ({
  id: 1,
  queue: "default",
  user: "ann",
  name: "",
  types: [],
  reserved: true,
  ownStart: START,
  moldable: 10,
  walltime,
  start: 7,
  resources: [1, 2, 3],
  alive: false,
});

const KEEP = { kind: "keep" };
const PUSH = { kind: "push" };
const EXPIRE = { kind: "expire" };

test.each([
  ["before its date nothing is done", -1, [1], KEEP],
  ["on time with all resources", 0, [1, 2, 3], KEEP],
  ["late with all resources", 1_999, [1, 2, 3], KEEP],
  ["on time, one is missing", 0, [1, 2], PUSH],
  ["the last second of patience", 299, [1, 2], PUSH],
  ["out of patience", 300, [1, 3], { kind: "reduce", missing: [2], left: 2 }],
  ["nothing is left: on time", 0, [], PUSH],
  ["nothing is left: out of patience", 1_999, [], PUSH],
  ["nothing is left at its end", 2_000, [], EXPIRE],
  ["its end, whatever there is", 2_000, [1, 2, 3], EXPIRE],
] as const)("%s", (_, late, usable: readonly number[], expected) => {
  const decided = decideReservation(reservation(2_000), (id) => usable.includes(id), START + late, PATIENCE);
  expect(decided).toEqual(expected);
});

test("a walltime that makes no sense is never launched, a large one is not cut off", () => {
  const all = () => true;
  expect(decideReservation(reservation(0), all, START, PATIENCE)).toEqual(EXPIRE);
  expect(decideReservation(reservation(-5), all, START, PATIENCE)).toEqual(EXPIRE);
  expect(decideReservation(reservation(-5), all, START - 5, PATIENCE)).toEqual(EXPIRE);
  const last = { ...reservation(2_147_483_647), ownStart: 2_147_483_647 };
  expect(decideReservation(last, all, 2_147_483_647, PATIENCE)).toEqual(KEEP);
});

test("without patience it starts on what there is", () => {
  expect(decideReservation(reservation(2_000), (id) => id === 1, START, 0)).toEqual({
    kind: "reduce",
    missing: [2, 3],
    left: 1,
  });
});
