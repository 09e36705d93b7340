import { expect, test, vi } from "vitest";
import { Alarm } from "./alarm.js";

/** Whether a wait has ended. */
function waiting(alarm: Alarm, seconds: number) {
  const wait = { over: false };
  void alarm.wait(seconds).then(() => {
    wait.over = true;
  });
  return wait;
}

test("a wait ends when its time is over, or when it rings", async () => {
  vi.useFakeTimers();
  const alarm = new Alarm();
  const long = waiting(alarm, 10);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(long.over).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(long.over).toBe(true);
  const rung = waiting(alarm, 10);
  alarm.ring();
  await vi.advanceTimersByTimeAsync(0);
  expect(rung.over).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("what rings while nobody waits ends the next wait, once, unless it is forgotten", async () => {
  vi.useFakeTimers();
  const alarm = new Alarm();
  alarm.ring();
  alarm.ring();
  await alarm.wait(10);
  const next = waiting(alarm, 10);
  await vi.advanceTimersByTimeAsync(0);
  expect(next.over).toBe(false);
  await vi.advanceTimersByTimeAsync(10_000);
  alarm.ring();
  alarm.reset();
  const forgotten = waiting(alarm, 10);
  await vi.advanceTimersByTimeAsync(0);
  expect(forgotten.over).toBe(false);
  vi.useRealTimers();
});
