import { expect, test } from "vitest";
import { readLines } from "./read-lines.js";

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function linesOf(...texts: string[]): Promise<[number, string][]> {
  const lines: [number, string][] = [];
  for await (const { number, bytes } of readLines(chunks(...texts), "f")) {
    lines.push([number, Buffer.from(bytes).toString()]);
  }
  return lines;
}

test("lines do not depend on the chunks they come in", async () => {
  const expected = [
    [1, "one"],
    [2, ""],
    [3, "three"],
  ];
  expect(await linesOf("one\n\nthree")).toEqual(expected);
  expect(await linesOf("o", "n", "e\n", "\n", "", "thr", "ee")).toEqual(expected);
});

test("a line feed at the end begins no further line", async () => {
  expect(await linesOf("a\nb\n")).toEqual([
    [1, "a"],
    [2, "b"],
  ]);
  expect(await linesOf("")).toEqual([]);
});

test("a character may be cut by a chunk", async () => {
  const bytes = Buffer.from("é\n");
  async function* halves(): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 1);
    yield bytes.subarray(1);
  }
  for await (const line of readLines(halves(), "f")) expect(Buffer.from(line.bytes).toString()).toBe("é");
});

test("a line is given before the next one is read", async () => {
  let read = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for (; ; read += 1) yield Buffer.from("x\n");
  }
  for await (const line of readLines(counted(), "f")) if (line.number === 3) break;
  expect(read).toBeLessThanOrEqual(3);
});

test("a line without end is refused before it fills the memory", async () => {
  const block = Buffer.alloc(64 * 1024 * 1024, "x");
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("\n");
    for (;;) yield block;
  }
  const all = async () => {
    for await (const _ of readLines(endless(), "f.jsonl"));
  };
  await expect(all()).rejects.toThrow("f.jsonl:2: expected at most 268435456 bytes in a line, found more");
});
