import { expect, test } from "vitest";
import { DatabaseError } from "../../database/index.js";
import type { Round } from "./context.js";
import { JobsRefused, lostOf, untilKept } from "./lost.js";

const told: string[] = [];
const round = {
  log: {
    info: (text: string) => told.push(text),
    warn: (text: string) => told.push(text),
    error: (text: string, { job }: { job: number }) => told.push(`${text} ${job}`),
  },
} as unknown as Round;

test("a plan that loses no job is made once", async () => {
  let made = 0;
  const plan = await untilKept(round, async ({ keep }) => {
    keep([]);
    return ++made;
  });
  expect([plan, made, told.splice(0)]).toEqual([1, 1, []]);
});

test("a plan that loses jobs is made again, three times at most", async () => {
  let made = 0;
  const plan = await untilKept(round, async ({ keep }) => {
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

test("a plan with jobs that the database refuses is made again without them, as often as it takes", async () => {
  const error = new DatabaseError("statement_failed", "out of range", "22003");
  const plans: number[][] = [];
  await untilKept(round, async ({ leftOut }) => {
    plans.push([...leftOut]);
    if (leftOut.size < 5) throw new JobsRefused([{ item: leftOut.size + 1, error }]);
  });
  expect(plans).toEqual([[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4, 5]]);
  expect(told.splice(0)[0]).toBe("a job cannot be planned: the database refuses it 1");
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
