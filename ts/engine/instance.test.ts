import { expect, test } from "vitest";
import { EngineCrashedError, HandleError, InternalError } from "./errors.js";
import { call, type Life } from "./instance.js";

const alive = (): Life => ({ crash: null });

test("a call inside a call is refused, and neither is lost", () => {
  const life = alive();
  const result = call(life, () => {
    expect(() => call(life, () => 1)).toThrow(expect.objectContaining({ code: "reentrancy" }));
    return 2;
  });
  expect([result, call(life, () => 3)]).toEqual([2, 3]);
  expect(life.crash).toBeNull();
});

test("a fault is its error and leaves the engine alive", () => {
  const life = alive();
  const fail = () => {
    throw { code: "bad_columns", message: "columns of different lengths" };
  };
  expect(() => call(life, fail)).toThrow(InternalError);
  expect(life.crash).toBeNull();
});

test.each([new Error("a panic"), "text", null, { code: "no code of ours" }, new HandleError()])(
  "anything else is a crash: %s",
  (thrown) => {
    const life = alive();
    const crash = () =>
      call(life, () => {
        throw thrown;
      });
    expect(crash).toThrow(EngineCrashedError);
    expect(life.crash?.cause).toBe(thrown);
    expect(() => call(life, () => 1)).toThrow(life.crash as EngineCrashedError);
  },
);
