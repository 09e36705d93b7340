import { expect, test } from "vitest";
import { ConfigurationError } from "../../database/index.js";
import { splitCommand } from "./split.js";

test.each([
  ["/usr/bin/wake", ["/usr/bin/wake"]],
  ["  wake \t --all\n-v ", ["wake", "--all", "-v"]],
  [`wake "two words" 'and "more"'`, ["wake", "two words", 'and "more"']],
  [`wake --name="a b"'c'd`, ["wake", "--name=a bcd"]],
  [`wake "" ''`, ["wake", "", ""]],
  ["wake $HOME `id` $(id) *; rm -rf \\x | tee > f", "wake $HOME `id` $(id) *; rm -rf \\x | tee > f".split(" ")],
])("%j is %j", (text, words) => {
  expect(splitCommand(text)).toEqual(words);
});

test.each([
  [`wake "secret word`, "the quote at character 6 is not closed"],
  [`it's`, "the quote at character 3 is not closed"],
  ["   ", "there is no program in it"],
  [`"" x`, "there is no program in it"],
])("%j is a fault of the configuration", (text, what) => {
  const split = () => splitCommand(text, "SCHEDULER_NODE_MANAGER_WAKE_UP_CMD");
  expect(split).toThrow(ConfigurationError);
  expect(split).toThrow(`oar.conf, SCHEDULER_NODE_MANAGER_WAKE_UP_CMD: expected a command, but ${what}`);
  expect(split).not.toThrow("secret");
});
