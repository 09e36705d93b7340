/** Both modes on all vectors. */
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { categories, loadVectors, type Vector } from "../vectors/load.js";
import { type Decided, differences, externally, internally } from "./modes.js";

/** What is wrong with a result; `null`: nothing. */
function fault({ name, expected }: Vector, { rejected, ...found }: Decided): string | null {
  if (rejected.length > 0) return `${name}: ${rejected[0]?.error.message}`;
  return isDeepStrictEqual(found, expected) ? null : `${name}: ${JSON.stringify(found)}`;
}

describe.each(categories())("%s", (category) => {
  test("is met in internal mode, group by group and queue by queue", async () => {
    const faults: string[] = [];
    for (const vector of loadVectors(category)) faults.push(fault(vector, await internally(vector)) ?? "");
    expect(faults.filter((text) => text !== "")).toEqual([]);
  });

  test("is met in external mode, but for what the modes may differ on", async () => {
    const faults: string[] = [];
    for (const vector of loadVectors(category)) {
      const found = fault(vector, await externally(vector));
      if (found !== null && differences(vector).length === 0) faults.push(found);
    }
    expect(faults).toEqual([]);
  });
});

test("there is much that the modes must agree on, and with several groups too", () => {
  const vectors = categories().flatMap((category) => loadVectors(category));
  const binding = vectors.filter((vector) => differences(vector).length === 0);
  expect(binding.length).toBeGreaterThan(vectors.length / 2);
  expect(binding.filter(({ queues }) => queues.length > 1).length).toBeGreaterThan(20);
});
