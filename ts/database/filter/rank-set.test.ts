import fc from "fast-check";
import { expect, test } from "vitest";
import { RankSet } from "./rank-set.js";
import { Answers } from "./transpose.js";

const SIZES = [0, 1, 31, 32, 33, 64, 100];
const sized = fc
  .constantFrom(...SIZES)
  .chain((size) =>
    fc.tuple(
      fc.constant(size),
      fc.array(fc.array(fc.boolean(), { minLength: size, maxLength: size }), { minLength: 1, maxLength: 70 }),
    ),
  );
const ranksOf = (row: readonly boolean[]): number[] => row.flatMap((is, rank) => (is ? [rank] : []));

test("sets hold what was put in, by themselves and together", () => {
  fc.assert(
    fc.property(sized, ([size, rows]) => {
      const [one, other] = [rows[0] ?? [], rows.at(-1) ?? []];
      const set = RankSet.of(size, ranksOf(one));
      expect([...set]).toEqual(ranksOf(one));
      expect(set.bounds().length % 2).toBe(0);
      const second = RankSet.of(size, ranksOf(other));
      expect([...set.copy().intersect(second)]).toEqual(ranksOf(one.map((is, rank) => is && other[rank] === true)));
      expect([...set.copy().unite(second)]).toEqual(ranksOf(one.map((is, rank) => is || other[rank] === true)));
      expect([...set]).toEqual(ranksOf(one));
    }),
  );
});

test.each(SIZES)("all of %i", (size) => {
  expect(RankSet.all(size).bounds()).toEqual(size === 0 ? [] : [0, size - 1]);
  expect(RankSet.none(size).bounds()).toEqual([]);
});

test("answers by resource are sets by question", () => {
  fc.assert(
    fc.property(sized, ([size, questions]) => {
      const answers = new Answers(size, questions.length);
      for (let rank = 0; rank < size; rank++) {
        const words = new Uint32Array(Math.ceil(questions.length / 32));
        for (const [index, row] of questions.entries()) {
          if (row[rank]) (words[index >> 5] as number) |= 1 << (index & 31);
        }
        answers.set(rank, words);
      }
      expect(answers.sets(questions.length).map((set) => [...set])).toEqual(questions.map(ranksOf));
    }),
  );
});
