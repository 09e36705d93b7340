import { expect, test } from "vitest";
import type { Round } from "./context.js";
import { lostOf, untilKept } from "./lost.js";

const told: string[] = [];
const round = {
  log: { info: (text: string) => told.push(text), warn: (text: string) => told.push(text) },
} as unknown as Round;

test("a plan that loses no job is made once", async () => {
  let made = 0;
  const plan = await untilKept(round, async (keep) => {
    keep([]);
    return ++made;
  });
  expect([plan, made, told.splice(0)]).toEqual([1, 1, []]);
});

test("a plan that loses jobs is made again, three times at most", async () => {
  let made = 0;
  const plan = await untilKept(round, async (keep) => {
    made++;
    keep([7]);
    return made;
  });
  expect([plan, made]).toEqual([3, 3]);
  expect(told.splice(0)).toEqual([
    "jobs changed while they were planned: the plan is made again",
    "jobs changed while they were planned: the plan is made again",
    "jobs that do not wait any more are left out of the plan",
  ]);
});

test("what else goes wrong is not tried again", async () => {
  let made = 0;
  const failing = untilKept(round, async () => {
    made++;
    throw new Error("broken");
  });
  await expect(failing).rejects.toThrow("broken");
  expect(made).toBe(1);
});

test("lost are the rows that were not written", () => {
  expect(lostOf([{ job: 1 }, { job: 2 }, { job: 3 }], new Set([2]))).toEqual([1, 3]);
});
