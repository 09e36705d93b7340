/** The shrinker of failing scenarios. */
import { expect, test } from "vitest";
import { shrink } from "./shrink.js";
import { randomWorld } from "./world.js";

test("leaves what makes a scenario fail and drops the rest", () => {
  const world = randomWorld(7, "broad", "all");
  const victim = world.jobs.find(({ moldables }) => moldables?.[0]?.requests[0]?.levels[0] !== undefined);
  const small = shrink(world, ({ jobs }) =>
    jobs.some(({ id, moldables }) => id === victim?.id && moldables?.[0]?.requests[0]?.levels[0] !== undefined),
  );
  expect(small.jobs).toHaveLength(1);
  expect(small.jobs[0]?.moldables?.[0]?.requests[0]?.levels).toHaveLength(1);
  expect(Object.keys(small.jobs[0] ?? {}).sort()).toEqual(["id", "moldables", "queue", "state"]);
  expect(small.resources).toEqual({ default: world.resources.default, hierarchy: {} });
  expect(small.queues).toEqual([]);
});

test("a scenario that is refused does not count as failing, and the given one is not changed", () => {
  const world = randomWorld(8, "tiny", "basic");
  const before = structuredClone(world);
  const small = shrink(world, (candidate) => {
    if (candidate.jobs.length < world.jobs.length) throw new Error("refused");
    return true;
  });
  expect(small.jobs).toHaveLength(world.jobs.length);
  expect(world).toEqual(before);
});
