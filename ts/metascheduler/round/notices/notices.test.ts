import { expect, test } from "vitest";
import { exitCodeOf } from "./acknowledgements.js";
import { clientWaits } from "./errors.js";
import { predictionText } from "./predictions.js";

test("a prediction is told in local time, with the message of the job", () => {
  const job = { id: 1, infoType: null, message: "R=1,W=360,J=I,Q=default", start: 1_700_000_860 };
  expect(predictionText(job, 1_700_000_000, "Europe/Paris")).toBe(
    "[2023-11-14 23:13:20] Start prediction: 2023-11-14 23:27:40 (R=1,W=360,J=I,Q=default)",
  );
});

test.each([
  [true, false, true],
  [true, true, true],
  [false, true, true],
  [false, false, false],
])("interactive %s, decided reservation %s: a client waits: %s", (interactive, scheduled, waits) => {
  expect(clientWaits({ interactive, scheduled })).toBe(waits);
});

test.each([
  [[], [], 0],
  [[102], [], 0],
  [[102, 101], [], 1],
  [[50], [], 1],
  [[101], [7], 2],
  [[], [7], 2],
])("reservations that start at %j, and %j refused: %d", (starts, refused, code) => {
  const acknowledged = starts.map((startTime, id) => ({
    id,
    state: "toAckReservation" as const,
    interactive: false,
    scheduled: true,
    infoType: null,
    message: "",
    startTime,
    killed: false,
    attempted: false,
  }));
  expect(exitCodeOf({ acknowledged, refused }, 100)).toBe(code);
});
