import { expect, test } from "vitest";
import { withoutSecretAddress } from "./secret-address.js";

const SECRET = "postgres://me:hunter2@db/oar";

test.each([
  [["meta", "--database", SECRET, "--now", "5"], ["meta", "--now", "5"], SECRET],
  [[`--database=${SECRET}`, "meta"], ["meta"], SECRET],
  [["meta", "--database", "a", `--database=${SECRET}`], ["meta"], SECRET],
  [["--database", "postgres://me@db/oar?password=x"], [], "postgres://me@db/oar?password=x"],
])("%j", (args, kept, address) => {
  expect(withoutSecretAddress(args)).toEqual({ args: kept, address });
});

test.each([
  [["meta", "--database", "postgres://me@db/oar"]],
  [["meta", `--database=${SECRET}`, "--database", "/var/lib/here"]],
  [["meta", "--database"]],
  [["explain", "17"]],
])("%j stays", (args) => {
  expect(withoutSecretAddress(args)).toEqual({ args, address: null });
});
