import { expect, test } from "vitest";
import { durationPerQueue } from "../../../database/configuration/forms.js";
import { clock, secondsFor, signedClock } from "./durations.js";

test.each([
  ["0.29", "default", 100, 29],
  ["0.1", "default", 36_000, 3_600],
  [".5", "default", 7, 3],
  ["0.999999", "default", 2_147_483_647, 2_147_481_499],
  ["1e-300", "default", 2_147_483_647, 0],
  ["0.5", "default", -10, 0],
  ["1", "default", 100, 1],
  ["1.9", "default", 100, 1],
  ["0", "default", 100, 0],
  ["-5", "default", 100, 0],
  ["{default => 30, _ => 0.5}", "default", 100, 30],
  ["{default => 30, _ => 0.5}", "other", 100, 50],
  ["{'default': '30'}", "other", 100, 0],
])("%s for a job of the queue %s, of %i s: %i s", (text, queue, base, expected) => {
  const read = durationPerQueue.read(text);
  expect(secondsFor(read?.value ?? null, queue, base)).toBe(expected);
});

test("a key that is not given is 0", () => {
  expect(secondsFor(null, "default", 100)).toBe(0);
});

test.each([
  [0, "0:0:0", "0:0:0"],
  [3_905, "1:5:5", "+1:5:5"],
  [-600, "-0:10:0", "-0:10:0"],
  [-1, "-0:0:1", "-0:0:1"],
  [360_000, "100:0:0", "+100:0:0"],
])("%i s is %s, and with a sign %s", (seconds, plain, signed) => {
  expect([clock(seconds), signedClock(seconds)]).toEqual([plain, signed]);
});
