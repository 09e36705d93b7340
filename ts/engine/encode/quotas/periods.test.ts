import { describe, expect, test } from "vitest";
import { type Blocks, readPeriod } from "./periods.js";

const HOUR = 3_600;
const DAY = 24 * HOUR;

function read(text: string): Blocks {
  const blocks = readPeriod(text, (expected, found) => expect.unreachable(`expected ${expected}, found ${found}`));
  return blocks as Blocks;
}

/** Begin and end of each block in hours of the week. */
function hours(text: string): number[][] {
  const blocks = read(text) as readonly number[];
  return Array.from({ length: blocks.length / 2 }, (_, i) => blocks.slice(2 * i, 2 * i + 2).map((at) => at / HOUR));
}

describe("the cases of the appendix", () => {
  test("TP-17", () => {
    const blocks = read("08:00-19:00 mon-fri * *");
    expect(blocks).toHaveLength(2 * 5);
    expect(blocks.slice(0, 2)).toEqual([28_800, 68_400]);
  });

  test("TP-18", () => {
    expect(read("* * * *")).toBe("filler");
    expect(read("default")).toBe("filler");
  });

  test("TP-19", () => {
    const nights = [0, 1, 2, 3, 4, 5].map((day) => [24 * day + 22, 24 * day + 26]);
    expect(hours("22:00-02:00 * * *")).toEqual([...nights, [166, 168], [0, 2]]);
  });

  test("TP-20", () => {
    expect(hours("08:00-19:00 mon-fri * *")).toEqual([0, 1, 2, 3, 4].map((day) => [24 * day + 8, 24 * day + 19]));
  });

  test("TP-21", () => {
    const texts = ["08:00-19:00 mon-fri", "19:00-00:00 mon-thu", "00:00-08:00 tue-fri", "19:00-00:00 fri"];
    const blocks = [...texts, "* sat-sun", "00:00-08:00 mon"].flatMap((text) => hours(`${text} * *`));
    blocks.sort(([a = 0], [b = 0]) => a - b);
    expect(blocks[0]?.[0]).toBe(0);
    for (const [i, [, end]] of blocks.entries()) expect(blocks[i + 1]?.[0] ?? 168).toBe(end);
  });

  test("TP-26", () => {
    expect(hours("* sat-mon * *")).toEqual([
      [120, 168],
      [0, 24],
    ]);
  });
});

test.each([
  ["* mon-wed * *", [[0, 72]]],
  ["* mon-sun * *", [[0, 168]]],
  [
    "* tue-mon * *",
    [
      [24, 168],
      [0, 24],
    ],
  ],
  ["* mon-mon * *", [[0, 24]]],
  [
    "* sun,mon * *",
    [
      [144, 168],
      [0, 24],
    ],
  ],
  [" \t*  wed\n* * ", [[48, 72]]],
  ["0-24 wed * *", [[48, 72]]],
  ["23-0 sun * *", [[167, 168]]],
  ["23:0:0-0:00:00 sun * *", [[167, 168]]],
  ["12-24:00 sun * *", [[156, 168]]],
  [
    "12-11:59 sun * *",
    [
      [156, 168],
      [0, 12 - 1 / 60],
    ],
  ],
  [
    "3:30-7:00:30 fri,tue * *",
    [
      [99.5, 103 + 30 / HOUR],
      [27.5, 31 + 30 / HOUR],
    ],
  ],
  ["8-9 mon,mon,mon-mon * *", [[8, 9]]],
])("%j is %j", (text, blocks) => {
  expect(hours(text)).toEqual(blocks);
});

test.each([
  ["", 1],
  ["* * *", 1],
  ["* * * * *", 1],
  ["Default", 1],
  [" default", 1],
  ["* * 1 *", 1],
  ["* * * jan", 1],
  ["8-8 * * *", 1],
  ["0-0 * * *", 1],
  ["24-5 * * *", 1],
  ["24:00-24:00 * * *", 1],
  ["5-24:01 * * *", 1],
  ["5-25 * * *", 1],
  ["8:60-9 * * *", 1],
  ["8-9:00:60 * * *", 1],
  ["8 * * *", 1],
  ["8-9-10 * * *", 1],
  ["-8-9 * * *", 1],
  ["008-9 * * *", 1],
  ["8:-9 * * *", 1],
  ["* Mon * *", 1],
  ["* monday * *", 1],
  ["* mon-fri-sun * *", 1],
  ["* mon, * *", 1],
  ["* lun,mar,wed * *", 2],
  ["8-8 mon-xyz 1 2", 3],
])("%j has %i faults", (text, count) => {
  const faults: string[] = [];
  expect(readPeriod(text, (expected, found) => faults.push(`${expected}: ${found}`))).toBeNull();
  expect(faults).toHaveLength(count);
});

test("a fault names the part that is wrong", () => {
  const faults: string[] = [];
  readPeriod("8-8 mon,tus * *", (expected, found) => faults.push(`expected ${expected}, found ${found}`));
  expect(faults).toEqual([
    "expected hours that end at another time than they begin, found 8-8",
    'expected weekdays like "mon-fri,sun" or "*", found tus',
  ]);
});

test("blocks stay within the week and are not empty", () => {
  for (const from of [0, 1, 12, 23]) {
    for (const to of [0, 1, 12, 23, 24]) {
      if (from === to || (from === 0 && to === 0)) continue;
      const blocks = read(`${from}-${to} sat-mon,wed * *`) as readonly number[];
      for (let i = 0; i < blocks.length; i += 2) {
        const [begin, end] = [blocks[i] as number, blocks[i + 1] as number];
        expect(begin < end && begin >= 0 && end <= 7 * DAY, `${from}-${to}`).toBe(true);
      }
    }
  }
});
