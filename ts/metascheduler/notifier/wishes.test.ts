import { expect, test } from "vitest";
import { wishOf } from "./wishes.js";

test.each([
  ["mail:alice@site.example", "mail", { address: "alice@site.example" }],
  ["mail: alice ", "mail", { address: "alice" }],
  ["[ERROR]mail:a.b+c@x.org", "mail", { address: "a.b+c@x.org" }],
  [" [ END , ERROR ] mail:a@x", "mail", { address: "a@x" }],
  ["exec:/home/alice/told --once", "exec", { words: ["/home/alice/told", "--once"] }],
  ["[ERROR]exec:x; rm -rf ~", "exec", { words: ["x;", "rm", "-rf", "~"] }],
  ["exec: 'a b'c \"\" $HOME\nx", "exec", { words: ["a bc", "", "$HOME", "x"] }],
])("%j wants it", (notify, kind, rest) => {
  expect(wishOf(notify, "ERROR")).toEqual({ kind, ...rest });
});

test.each([[null], [""], [" "], ["[END]mail:a@x"], ["[RUNNING,END]exec:x"], ["[]mail:a@x"], ["[ERRORS]mail:a@x"]])(
  "%j does not want it",
  (notify) => {
    expect(wishOf(notify, "ERROR")).toBeNull();
  },
);

test.each([
  ["alice@site.example"],
  ["[ERROR"],
  ["sms:123"],
  ["mail:"],
  ["mail:a@x\nBcc: b@y"],
  ["mail:a@x\r\nRCPT TO:<b@y>"],
  ["mail:a@x,b@y"],
  ["mail:a@x b@y"],
  ["mail:<a@x>"],
  ["mail:Alice <a@x>"],
  ["mail:-oQ/x@y"],
  ["mail:a@x@y"],
  ["mail:@x"],
  ["exec:"],
  ["exec: 'not closed"],
  ['exec:"" x'],
  [`mail:${"a".repeat(255)}`],
])("%j is malformed", (notify) => {
  expect(wishOf(notify, "ERROR")).toEqual({ kind: "malformed" });
});
