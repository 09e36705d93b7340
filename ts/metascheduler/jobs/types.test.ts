import { expect, test } from "vitest";
import { mayJoin } from "./sharing.js";
import { readJobTypes } from "./types.js";

const NOTHING = {
  besteffort: false,
  timesharing: null,
  placeholder: null,
  allow: null,
  container: null,
  inner: null,
  noop: false,
};

test.each([
  [["besteffort", "noop=1", "x", "", "=", "x=1"], { besteffort: true, noop: true }],
  [["timesharing=user,*"], { timesharing: { user: true, name: false } }],
  [["timesharing=*,name"], { timesharing: { user: false, name: true } }],
  [["container"], { container: "7" }],
  [["container=", "inner=a=b"], { container: "7", inner: "a=b" }],
  [["container=c", "inner=d"], { container: "c", inner: "d" }],
  [["allowed=p"], { allow: "p" }],
])("%j", (texts, expected) => {
  expect(readJobTypes(7, texts)).toEqual({ ...NOTHING, ...expected });
});

test.each([
  [["timesharing"], {}],
  [["timesharing=user, *"], {}],
  [["timesharing=constructor"], {}],
  [["timesharing=*,*", "timesharing=*,*"], { timesharing: { user: false, name: false } }],
  [["placeholder"], {}],
  [["inner="], {}],
  [["inner=a", "inner=b"], { inner: "a" }],
  [["allow=a", "allowed=b"], { allow: "a" }],
  [["container", "container=x"], { container: "7" }],
  [["placeholder=a", "allow=b"], { placeholder: "a", allow: "b" }],
  [["allow=b", "placeholder=a"], { placeholder: "a", allow: "b" }],
])("%j: nothing counts from the malformed one on", (texts, expected) => {
  expect(readJobTypes(7, [...texts, "besteffort"])).toEqual({ ...NOTHING, ...expected });
});

test.each([
  [[], [], false],
  [["timesharing=*,*"], ["timesharing=*,*"], true],
  [["timesharing=*,*"], [], false],
  [["timesharing=user,*"], ["timesharing=*,*"], false],
  [["timesharing=*,name"], ["timesharing=*,*"], true],
  [["timesharing=*,*"], ["timesharing=user,name"], false],
  [["allow=p"], ["placeholder=p"], true],
  [["allow=p"], ["placeholder=q"], false],
  [["allow=p"], ["allow=p"], false],
  [["placeholder=p"], ["allow=p"], false],
  [["placeholder=p"], ["placeholder=p"], false],
  [["placeholder=p", "timesharing=*,*"], ["timesharing=*,*"], true],
  [["placeholder=p", "timesharing=*,*"].reverse(), ["timesharing=*,*", "allow=p"], false],
])("%j on top of %j of another user with the same name: %s", (newcomer, holder, expected) => {
  const one = { user: "ann", name: "", types: readJobTypes(1, newcomer) };
  const other = { user: "bob", name: "", types: readJobTypes(2, holder) };
  expect(mayJoin(one, other)).toBe(expected);
});
