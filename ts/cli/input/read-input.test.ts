import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openInput, readAll } from "./read-input.js";

async function* stdin(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("from ");
  yield Buffer.from("stdin");
}

test("a minus is standard input, anything else a file", async () => {
  expect(Buffer.from(await readAll(openInput("-", stdin()))).toString()).toBe("from stdin");
  const file = join(mkdtempSync(join(tmpdir(), "oar-redox-")), "-");
  writeFileSync(file, "from a file");
  expect(Buffer.from(await readAll(openInput(file, stdin()))).toString()).toBe("from a file");
});

test("what cannot be read is named", async () => {
  await expect(readAll(openInput("no/such/file", stdin()))).rejects.toThrow(
    "no/such/file: cannot be read: no such file",
  );
  await expect(readAll(openInput(tmpdir(), stdin()))).rejects.toThrow(`${tmpdir()}: cannot be read: is a directory`);
});

test("a file is opened when it is read, so that nobody misses its failure", async () => {
  const input = openInput("no/such/file", stdin());
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(readAll(input)).rejects.toThrow("no such file");
});
