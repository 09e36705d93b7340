import { expect, test } from "vitest";
import type { CurrentJob } from "../../database/index.js";
import { decideResumes } from "./resume.js";

function current(id: number, state: CurrentJob["state"], resources: readonly number[], types = ["noop"]): CurrentJob {
  const job = { id, state, user: "ann", name: "", types, interactive: false, start: 1, checkpoint: 0 };
  return { ...job, resources, planned: [], node: null };
}

test.each(["toLaunch", "Launching", "Running", "Finishing"] as const)("a %s job keeps its resources", (state) => {
  const jobs = [current(1, state, [2]), current(2, "Resuming", [1, 2]), current(3, "Resuming", [3])];
  expect(decideResumes(jobs)).toEqual({ resumed: [3], leftAlone: [] });
});

test("Suspended jobs are not in the way; of two Resuming ones the first runs, and is", () => {
  const jobs = [
    current(1, "Suspended", [1, 2]),
    current(2, "Resuming", [1]),
    current(3, "Resuming", [1, 2]),
    current(4, "Resuming", [2]),
    current(5, "Resuming", []),
  ];
  expect(decideResumes(jobs)).toEqual({ resumed: [2, 4, 5], leftAlone: [] });
});

test("jobs that would have to be woken on their nodes are left alone, and keep nobody waiting", () => {
  const jobs = [
    current(1, "Resuming", [1], []),
    current(2, "Resuming", [1], ["noop=standby"]),
    current(3, "Resuming", [9], ["besteffort"]),
  ];
  expect(decideResumes(jobs)).toEqual({ resumed: [2], leftAlone: [1, 3] });
});

test("compatible jobs, and a container and what is inside of it, are not in each other's way", () => {
  const share = ["timesharing=*,*"];
  expect(decideResumes([current(1, "Running", [1], share), current(2, "Resuming", [1], ["noop", ...share])])).toEqual({
    resumed: [2],
    leftAlone: [],
  });
  const container = ["noop", "container=c"];
  const inner = ["noop", "inner=c"];
  for (const [running, resuming] of [
    [container, inner],
    [inner, container],
  ]) {
    const jobs = [current(1, "Running", [1], running), current(2, "Resuming", [1], resuming)];
    expect(decideResumes(jobs).resumed).toEqual([2]);
  }
  const strangers = [current(1, "Running", [1], container), current(2, "Resuming", [1], ["noop", "inner=d"])];
  expect(decideResumes(strangers).resumed).toEqual([]);
});
