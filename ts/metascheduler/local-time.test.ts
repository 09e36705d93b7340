import { expect, test } from "vitest";
import { localTime } from "./local-time.js";

test.each([
  [1_700_000_000, "UTC", "2023-11-14 22:13:20"],
  [1_700_000_000, "Europe/Paris", "2023-11-14 23:13:20"],
  // Midnight is 00, and the hour that the end of summer time repeats is told twice.
  [1_704_067_200, "UTC", "2024-01-01 00:00:00"],
  [1_698_539_400, "Europe/Paris", "2023-10-29 02:30:00"],
  [1_698_543_000, "Europe/Paris", "2023-10-29 02:30:00"],
  [0, "UTC", "1970-01-01 00:00:00"],
  [2_147_483_647, "UTC", "2038-01-19 03:14:07"],
])("%d in %s is %s", (instant, zone, text) => {
  expect(localTime(instant, zone)).toBe(text);
});
