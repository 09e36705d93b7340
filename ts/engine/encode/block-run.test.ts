import { describe, expect, test } from "vitest";
import { InputError, LIMITS } from "../../model/index.js";
import { Column } from "./column.js";
import { Dictionary } from "./dictionary.js";
import { Reader } from "./reader.js";

function read(list: unknown) {
  const [dictionary, reader] = [new Dictionary(), new Reader()];
  const columns = { blocks: new Column(), splits: new Column() };
  dictionary.addBlocks(reader, list, reader.open(list, "core"), columns);
  reader.close();
  const { ends, bounds } = dictionary.columns().sets;
  const texts = Array.from(columns.blocks.naturals(), (set, at) => {
    const own = bounds.subarray(set === 0 ? 0 : ends[set - 1], ends[set]);
    return `${own.join(" ")}${columns.splits.at(at) === 1 ? " each" : ""}`;
  });
  return texts;
}

const cores = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => `${first + at}`);

describe("the blocks of a level", () => {
  test.each<[string, string[], string[]]>([
    ["none", [], []],
    ["cores that follow each other", ["3", "4", "5"], ["3 5 each"]],
    ["cores that do not", ["5", "4", "6"], ["5 5 each", "4 4 each", "6 6 each"]],
    ["runs side by side", ["0", "1", "7", "8", "9"], ["0 1 each", "7 9 each"]],
    ["the same core again", ["1", "1", "2"], ["1 1 each", "1 2 each"]],
    ["blocks between cores", ["0-3", "4", "5", "6-7 9", "", "10"], ["0 3", "4 5 each", "6 7 9 9", "", "10 10 each"]],
    ["ranks that are not written as ranks are", ["1", "02", "3-3", " 4"], ["1 1 each", "2 2", "3 3", "4 4"]],
    ["the highest rank", [`${LIMITS.rank - 1}`, `${LIMITS.rank}`], [`${LIMITS.rank - 1} ${LIMITS.rank} each`]],
    ["many", [...cores(1, 1000), "2000", ...cores(1001, 1300)], ["1 1000 each", "2000 2000 each", "1001 1300 each"]],
  ])("%s", (_, list, expected) => {
    expect(read(list)).toEqual(expected);
  });

  test.each<[unknown, string, string]>([
    [4, "wrong_type", "core[3]"],
    [null, "wrong_type", "core[3]"],
    [undefined, "missing", "core[3]"],
    ["x", "malformed", "core[3]"],
    [`${LIMITS.rank + 1}`, "out_of_range", "core[3]"],
  ])("behind a run %j is refused where it stands", (item, code, field) => {
    for (const list of [
      ["1", "2", "3", item, "5"],
      ["1-2", "3-4", "5-6", item],
    ]) {
      expect(() => read(list)).toThrow(InputError);
      expect(() => read(list)).toThrow(expect.objectContaining({ code, field }));
    }
  });

  test("each item is read once", () => {
    const reads: number[] = [];
    const list = new Proxy(["1", "2", "9", "10", "3-4", "5"], {
      get(target, key, receiver) {
        const at = typeof key === "string" ? Number(key) : Number.NaN;
        if (Number.isInteger(at)) reads.push(at);
        return Reflect.get(target, key, receiver);
      },
    });
    expect(read(list)).toEqual(["1 2 each", "9 10 each", "3 4", "5 5 each"]);
    expect(reads).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
