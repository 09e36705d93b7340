import { expect, test } from "vitest";
import { oneLine } from "./messages.js";

test.each([
  ["GOOD RESERVATION", "GOOD RESERVATION"],
  ["BAD JOB\n\n", "BAD JOB"],
  ["R=1,N=a\nBAD JOB\r\nx", "R=1,N=a BAD JOB x"],
  ["\u001b[2Jclear\u0000\u009b1m", " [2Jclear 1m"],
  ["é ü 名", "é ü 名"],
])("%j is sent as %j", (text, line) => {
  expect(oneLine(text)).toBe(line);
});
