import { expect, test } from "vitest";
import { RequestDictionary } from "./request-dictionary.js";

type Group = [filter: number, ...levels: [name: number, count: number][]];

/** Number of a request whose filters and names are called by their numbers. */
function numberOf(dictionary: RequestDictionary, ...groups: Group[]): number {
  let prefix = dictionary.beginning;
  for (const [filter, ...levels] of groups) {
    prefix = prefix.groups?.get(`${filter}`) ?? dictionary.addGroup(prefix, `${filter}`, filter);
    for (const [name, count] of levels) {
      prefix = prefix.levels?.get(`${name}`)?.get(count) ?? dictionary.addLevel(prefix, `${name}`, name, count);
    }
  }
  return dictionary.number(prefix);
}

test("a request that was there before has its number", () => {
  const dictionary = new RequestDictionary();
  expect(numberOf(dictionary, [0, [1, 4], [2, 8]])).toBe(0);
  expect(numberOf(dictionary, [0, [1, 4], [2, 9]])).toBe(1);
  expect(numberOf(dictionary, [0, [1, 4], [2, 8]])).toBe(0);
  expect(dictionary.columns()).toEqual({
    ends: Uint32Array.of(1, 2),
    filters: Uint32Array.of(0, 0),
    levelEnds: Uint32Array.of(2, 4),
    levelNames: Uint32Array.of(1, 2, 1, 2),
    counts: Float64Array.of(4, 8, 4, 9),
  });
});

test("requests differ by each of their numbers, and by how these are divided among groups", () => {
  const requests: Group[][] = [
    [],
    [[0]],
    [[0], [0]],
    [[0], [0, [1, 1]]],
    [[0, [1, 1]], [0]],
    [[0, [1, 1]]],
    [[1, [1, 1]]],
    [[0, [0, 1]]],
    [[0, [1, 0]]],
    [[0, [1, 1], [1, 1]]],
    [[0, [1, 2 ** 32 + 1]]],
    [[0, [1, 1.5]]],
    [[0, [1, 1.25]]],
  ];
  const dictionary = new RequestDictionary();
  const numbers = () => requests.map((groups) => numberOf(dictionary, ...groups));
  expect(numbers()).toEqual(requests.map((_, at) => at));
  expect(numbers()).toEqual(requests.map((_, at) => at));
});

test("there may be more than fit in at first", () => {
  const dictionary = new RequestDictionary();
  const counts = Array.from({ length: 1000 }, (_, at) => at + 1);
  for (const count of counts) expect(numberOf(dictionary, [0, [1, count]])).toBe(count - 1);
  expect(Array.from(dictionary.columns().counts)).toEqual(counts);
});

test("each group has its own levels", () => {
  const dictionary = new RequestDictionary();
  expect(numberOf(dictionary, [0, [1, 4], [2, 8]], [3], [5, [1, 2]])).toBe(0);
  expect(dictionary.columns()).toEqual({
    ends: Uint32Array.of(3),
    filters: Uint32Array.of(0, 3, 5),
    levelEnds: Uint32Array.of(2, 2, 3),
    levelNames: Uint32Array.of(1, 2, 1),
    counts: Float64Array.of(4, 8, 2),
  });
});
