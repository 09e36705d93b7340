import fc from "fast-check";
import { expect, test } from "vitest";
import { findSyntaxFault } from "./json-syntax.js";

test.each([
  ["", 0, "a value", "the end of the text"],
  ["{", 1, 'a field name in double quotes or "}"', "the end of the text"],
  ['{"a" 1}', 5, '":"', '"1"'],
  ['{"a":1,}', 7, "a field name in double quotes", '"}"'],
  ["[1 2]", 3, '"," or "]"', '"2"'],
  ["[1,]", 3, "a value", '"]"'],
  ['{"a":1 "b":2}', 7, '"," or "}"', "a text"],
  ["[NaN]", 1, 'a value or "]"', '"NaN"'],
  ["{} {}", 3, "the end of the text", '"{"'],
  ["// no\n1", 0, "a value", '"// no"'],
  ["[01]", 2, '"," or "]"', '"1"'],
  ['["a\n"]', 1, 'a value or "]"', 'the broken text "a"'],
])("%j: at %i, expected %s, found %s", (text, offset, expected, found) => {
  expect(findSyntaxFault(text)).toMatchObject({ offset, expected, found });
});

test("says whether the text was complete before the fault", () => {
  expect(findSyntaxFault("{}\n{}")?.afterEnd).toBe(true);
  expect(findSyntaxFault("[{}\n{}")?.afterEnd).toBe(false);
});

test("takes nesting of any depth", () => {
  const depth = 100_000;
  expect(findSyntaxFault("[".repeat(depth) + "]".repeat(depth))).toBeNull();
  expect(findSyntaxFault("[".repeat(depth))?.offset).toBe(depth);
});

test("finds a fault exactly where JSON.parse refuses", () => {
  const alphabet = [...'{}[],:"\\01-+.eEtrufalsn \t\r\n/*\u0001\u007f\u00a0\u2028é', "true", "null", '"a":', "\\u0041"];
  const texts = fc
    .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.nat(3), fc.array(fc.constantFrom(...alphabet), { maxLength: 3 }))
    .map(([json, at, cut, pieces]) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + pieces.join("") + json.slice(place + cut);
    });
  fc.assert(
    fc.property(texts, (text) => {
      expect(findSyntaxFault(text) === null).toBe(parses(text));
    }),
    { seed: 3, numRuns: 3_000 },
  );
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
