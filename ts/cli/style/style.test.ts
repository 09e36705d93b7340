import { expect, test } from "vitest";
import {
  formatClock,
  formatCount,
  formatDuration,
  formatElapsed,
  formatInstant,
  formatList,
  formatShare,
  paint,
  paintOf,
  paletteOf,
  plural,
  printable,
  terminalOf,
} from "./index.js";

test.each([
  [0, "0 s"],
  [59, "59 s"],
  [60, "1 min"],
  [750, "12 min 30 s"],
  [7_500, "2 h 5 min"],
  [3_605, "1 h"],
  [86_399, "23 h 59 min"],
  [274_000, "3 d 4 h"],
])("%i seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [0, "0:00:00"],
  [3_661, "1:01:01"],
  [86_399, "23:59:59"],
  [86_400 * 26 + 5, "26d 00:00:05"],
])("%i seconds on a clock are %s", (seconds, text) => {
  expect(formatClock(seconds)).toBe(text);
});

test("instants, measured times, counts and shares", () => {
  expect(formatInstant(1_297_186_490)).toBe("2011-02-08 17:34:50 UTC");
  expect(formatInstant(9e15)).toBe("epoch 9000000000000000");
  expect([["a"], ["a", "b"], ["a", "b", "c"], []].map(formatList)).toEqual(["a", "a and b", "a, b and c", ""]);
  expect([0.44, 9.96, 23.4, 1_249].map(formatElapsed)).toEqual(["0.4 ms", "10.0 ms", "23 ms", "1.25 s"]);
  expect([formatCount(1_234_567), plural(1, "job"), plural(1_305, "job")]).toEqual([
    "1,234,567",
    "1 job",
    "1,305 jobs",
  ]);
  expect([formatShare(0), formatShare(0.456), formatShare(0.456, 1), formatShare(1, 1)]).toEqual([
    "0 %",
    "46 %",
    "45.6 %",
    "100.0 %",
  ]);
});

test("what is not the whole is not called 100 %", () => {
  expect([formatShare(0.9996), formatShare(0.9996, 1)]).toEqual(["99 %", "99.9 %"]);
});

test("names cannot steer the terminal", () => {
  expect(printable("a\u001b[31mb\r\n\u009b\u202e\u2028é漢")).toBe(
    "a\\u001b[31mb\\u000d\\u000a\\u009b\\u202e\\u2028é漢",
  );
});

test.each([
  [{ isTTY: true, columns: 120 }, {}, 120, true],
  [{ isTTY: true, columns: 120 }, { NO_COLOR: "1" }, 120, false],
  [{ isTTY: true, columns: 120 }, { NO_COLOR: "" }, 120, true],
  [{ isTTY: true, columns: 120 }, { TERM: "dumb" }, 120, false],
  [{ isTTY: true, columns: 0 }, {}, 80, true],
  [{ isTTY: true, columns: 3 }, {}, 40, true],
  [{ isTTY: true, columns: 5_000 }, {}, 200, true],
  [{ columns: 120 }, {}, 80, false],
  [{ columns: 120 }, { CI: "1" }, 80, false],
  [{}, { FORCE_COLOR: "1" }, 80, true],
  [{}, { FORCE_COLOR: "1", NO_COLOR: "1" }, 80, false],
])("%j with %j is drawn %i wide, in colours: %j", (stream, env, columns, colored) => {
  const terminal = terminalOf(stream, env);
  expect([terminal.columns, terminal.colored]).toEqual([columns, colored]);
  expect(terminal.colors.red("x")).toBe(colored ? "\u001b[31mx\u001b[39m" : "x");
});

test("progress is for terminals that can erase", () => {
  expect(terminalOf({ isTTY: true }, {}).interactive).toBe(true);
  expect(terminalOf({ isTTY: true }, { TERM: "dumb" }).interactive).toBe(false);
  expect(terminalOf({}, { FORCE_COLOR: "1" }).interactive).toBe(false);
});

test("each owner has a letter and a hue of its own, while they last", () => {
  const names = Array.from({ length: 30 }, (_, index) => `u${index}`);
  const marks = [...paletteOf([...names, "u0"]).values()];
  expect(marks).toHaveLength(30);
  expect(new Set(marks.slice(0, 26).map((mark) => mark.letter)).size).toBe(26);
  expect(marks.slice(26).every((mark) => mark.letter === "*" && mark.hue === null)).toBe(true);
  const hues = marks.flatMap((mark) => mark.hue ?? []);
  expect(new Set(hues).size).toBe(hues.length);
});

test("neighbours differ, and those without hue are gray", () => {
  const palette = paletteOf(["a"]);
  expect([paintOf(palette.get("a"), false), paintOf(palette.get("a"), true)]).toEqual(["blue", "blueBright"]);
  expect(paintOf(palette.get("b"), true)).toBe("gray");
});

test("ink and ground", () => {
  const { colors } = terminalOf({}, { FORCE_COLOR: "1" });
  expect(paint(colors, "x", "red", "gray")).toBe("\u001b[100m\u001b[31mx\u001b[39m\u001b[49m");
  expect(paint(colors, "x", null, "cyanBright")).toBe("\u001b[106mx\u001b[49m");
  expect(paint(colors, "x", null)).toBe("x");
});
