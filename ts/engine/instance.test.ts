import { describe, expect, test } from "vitest";
import { EngineCrashedError, HandleError, InternalError } from "./errors.js";
import { call, type Life, release } from "./instance.js";

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

test.each([new Error("a panic"), "text", null, { code: "no code of ours" }, new HandleError("handle_disposed")])(
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

describe("release", () => {
  test("frees at once when the module is at rest, and right after the call when it is at work", () => {
    const life = alive();
    const events: string[] = [];
    release(life, () => events.push("at rest"));
    call(life, () => {
      release(life, () => events.push("at work"));
      events.push("end");
    });
    expect(events).toEqual(["at rest", "end", "at work"]);
  });

  test("frees nothing in an instance that has crashed, also when it crashes before the call ends", () => {
    const life = alive();
    const events: string[] = [];
    const crash = () =>
      call(life, () => {
        release(life, () => events.push("during"));
        throw new Error("a panic");
      });
    expect(crash).toThrow(EngineCrashedError);
    release(life, () => events.push("after"));
    expect(events).toEqual([]);
  });

  test("that fails is a crash, and is not thrown", () => {
    const life = alive();
    release(life, () => {
      throw new Error("a panic");
    });
    expect(life.crash?.cause).toEqual(new Error("a panic"));
  });
});
