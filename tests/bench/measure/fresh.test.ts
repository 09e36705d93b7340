/** Processes that end as they should not. */
import { expect, test } from "vitest";
import { runWithin, TooLongError } from "./fresh.js";

const node = (seconds: number, program: string) => runWithin(seconds, process.execPath, ["-e", program]);

test("what a process wrote is given", async () => {
  expect(await node(60, "console.log(1)")).toBe("1\n");
});

test("who takes too long is told apart from who fails", async () => {
  await expect(node(0.5, "setInterval(() => {}, 1000)")).rejects.toThrow(TooLongError);
  await expect(node(60, "process.kill(process.pid, 'SIGKILL')")).rejects.toThrow("ended with a signal");
  await expect(node(60, "throw new Error('no more')")).rejects.toThrow(/ended with 1\n[\s\S]*no more/);
});
