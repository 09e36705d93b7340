import { describe, expect, test } from "vitest";
import { parseAnsi } from "./ansi.js";
import { drawSvg } from "./svg.js";

describe("coloured text", () => {
  test("becomes cells with their look", () => {
    const [first, second] = parseAnsi("\u001b[1;91ma\u001b[22m\u001b[100mb\u001b[39m\u001b[49mc\n\u001b[2md\u001b[0me");
    expect(first).toEqual([
      { char: "a", ink: 9, ground: null, bold: true, dim: false },
      { char: "b", ink: 9, ground: 8, bold: false, dim: false },
      { char: "c", ink: null, ground: null, bold: false, dim: false },
    ]);
    expect(second?.map(({ char, dim }) => [char, dim])).toEqual([
      ["d", true],
      ["e", false],
    ]);
  });

  test.each(["\u001b[2J", "\u001b[38;5;1m", "\u001b]0;x"])("%j is refused", (text) => {
    expect(() => parseAnsi(text)).toThrow(RangeError);
  });
});

describe("the picture", () => {
  const draw = (text: string) => drawSvg(parseAnsi(text), "a < b");

  test("has the size of the screen, and says what it is", () => {
    const svg = draw("abcde\nfg");
    expect(svg).toContain('viewBox="0 0 74 68"');
    expect(svg).toContain("<title>a &lt; b</title>");
  });

  test("has text of one look in one piece, escaped", () => {
    expect(draw("a<b  ").match(/<text .*/g)).toEqual([expect.stringMatching(/textLength="25.2".*>a&lt;b<\/text>$/)]);
  });

  test("has equal blocks in one rectangle, on their ground", () => {
    const rectangles = draw("\u001b[31;42m▀▀\u001b[0m█").match(/<rect x.*/g) ?? [];
    expect(rectangles).toHaveLength(3);
    expect(rectangles[0]).toMatch(/x="16" y="16" width="16.8" height="18" fill="#6fae5a"/);
    expect(rectangles[1]).toMatch(/x="16" y="16" width="16.8" height="9" fill="#d9565f"/);
    expect(rectangles[2]).toMatch(/x="32.8" y="16" width="8.4" height="18" fill="#d7dae0"/);
  });

  test("has lines that go from side to side in one piece", () => {
    expect(draw("───").match(/<rect x/g)).toHaveLength(1);
    expect(draw("│││").match(/<rect x/g)).toHaveLength(6);
  });
});
