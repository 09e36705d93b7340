import { expect, test } from "vitest";
import { type PlacedText, placedMessage } from "./message.js";

const plain: PlacedText = { resources: 2, walltime: 960, interactive: false, queue: "default", name: "", karma: null };

test.each<[Partial<PlacedText>, string]>([
  [{}, "R=2,W=960,J=P,Q=default"],
  [{ interactive: true, name: "mold" }, "R=2,W=960,J=I,Q=default,N=mold"],
  [{ karma: 1.25 }, "R=2,W=960,J=P,Q=default (Karma=1.25)"],
  [{ karma: 0, name: "n" }, "R=2,W=960,J=P,Q=default,N=n (Karma=0.0)"],
  [{ karma: -3e-7 }, "R=2,W=960,J=P,Q=default (Karma=-3e-7)"],
])("%j is %s", (change, expected) => {
  expect(placedMessage({ ...plain, ...change })).toBe(expected);
});

test("it fits its column, and the karma stays whole", () => {
  const long = { ...plain, queue: "q".repeat(100), name: "é".repeat(200), karma: 1.2345678901234567 };
  const message = placedMessage(long);
  expect([...message]).toHaveLength(255);
  expect(message).toMatch(/é \(Karma=1\.2345678901234567\)$/);
});
