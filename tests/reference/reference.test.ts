/** The reference scheduler meets the scheduling vectors. */
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import type { QuotaDocument } from "../../ts/model/index.js";
import { DEEP } from "../support/paths.js";
import { categories, loadVectors } from "../vectors/load.js";
import { referenceSchedule } from "./index.js";

/** About half a minute on an idle machine: only in the long run. */
const SLOW = ["big"];
const TIMEOUT = 300_000;

describe("the reference scheduler meets every vector of", () => {
  const now = categories().filter((category) => DEEP || !SLOW.includes(category));
  test.each(now)("%s", { timeout: TIMEOUT }, (category) => {
    const vectors = loadVectors(category);
    expect(vectors.length).toBeGreaterThan(0);
    for (const vector of vectors) {
      const { name, ...result } = referenceSchedule(vector);
      expect(name).toBe(vector.name);
      if (!isDeepStrictEqual(result, vector.expected)) expect(result, name).toEqual(vector.expected);
    }
  });
});

describe("faults of a quota document (R12.10)", () => {
  const run = (quotas: unknown, on = "yes") =>
    referenceSchedule({
      scenario: 1,
      now: 0,
      config: { QUOTAS: on },
      resources: { default: "0", hierarchy: {} },
      queues: [],
      jobs: [],
      quotas: quotas as QuotaDocument,
    });

  test("are listed all together", () => {
    const faulty = {
      quotas: { "*,*,*": [1, 1, 1], "*,*,*,*": [1, 1], "*,*,*,a": [1, "x", 1], "*,*,*,b": ["2*3", 1, 1] },
      periodical: [
        ["8-8 mon * *", "q"],
        ["* * 1 *", "q"],
        ["* Mon * *", "q"],
        ["* mon * *", "missing"],
      ],
      oneshot: [
        ["2025-02-30 00:00", "2025-03-01 00:00", "q"],
        ["2025-03-01 00:00", "2025-03-01 00:00", "q"],
      ],
      q: {},
    };
    const listed = (() => {
      try {
        run(faulty);
        return "";
      } catch (error) {
        return String(error);
      }
    })();
    const places = ["*,*,*", "*,*,*,*", "*,*,*,a", "*,*,*,b"].map((key) => JSON.stringify(key));
    for (const i of [0, 1, 2]) places.push(`periodical[${i}]`);
    for (const place of [...places, "missing", "oneshot[0]", "oneshot[1]"]) expect(listed).toContain(place);
    expect(listed.split("\n")).toHaveLength(11);
  });

  test("do not matter when quotas are off", () => {
    expect(() => run({ quotas: { bad: [] } }, "no")).not.toThrow();
  });
});
