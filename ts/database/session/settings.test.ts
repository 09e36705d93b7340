import { expect, test } from "vitest";
import { parseConfiguration } from "../configuration/index.js";
import { settingsOfConfiguration, settingsOfUrl } from "./settings.js";

const base = {
  host: "localhost",
  port: 5432,
  database: "oar",
  user: "me",
  password: null,
  tls: "prefer",
  certificates: null,
};

test.each([
  ["postgres://me@localhost/oar", {}],
  ["postgresql://me@localhost/oar", {}],
  ["postgres://me:p%40ss@db.example:6543/oar", { host: "db.example", port: 6543, password: "p@ss" }],
  ["postgres://me@[::1]/oar?sslmode=disable", { host: "::1", tls: "disable" }],
  ["postgres:///oar?host=/run/postgresql&user=me&port=1", { host: "/run/postgresql", port: 1 }],
  ["postgres://me@localhost/oar?sslmode=require", { tls: "require" }],
  ["postgres://me@localhost/oar?sslmode=verify-full&sslrootcert=/ca.pem", { tls: "verify", certificates: "/ca.pem" }],
  ["postgres://me@localhost/oar?password=x", { password: "x" }],
])("%s", (text, expected) => {
  expect(settingsOfUrl(text)).toEqual({ ...base, ...expected });
});

test.each([
  ["memory:", null],
  ["memory://", null],
  ["file:///a%20b", "/a b"],
  ["/var/lib/redox", "/var/lib/redox"],
  ["./here", "./here"],
])("%s is embedded", (text, directory) => {
  expect(settingsOfUrl(text)).toEqual({ directory });
});

test.each([
  "",
  "mysql://me:hunter2@h/oar",
  "postgres://me:hunter2@h:port/oar",
  "postgres://me:hunter2@h",
  "postgres://:hunter2@h/oar",
  "postgres://me:hunter2@h/oar?sslmode=never",
  "postgres://me:hunter2@h/oar?options=x",
  "postgres://me:hunter2@h/oar?port=0",
  "postgres://me:hunter2%@h/oar",
])("%j is refused, without a password in the message", (text) => {
  const refused = expect.objectContaining({ code: "bad_address", message: expect.not.stringContaining("hunter2") });
  expect(() => settingsOfUrl(text)).toThrow(refused);
});

test("where nothing else is said, TLS is used as PostgreSQL's own programs are told", () => {
  const environment = { PGSSLMODE: "verify-full", PGSSLROOTCERT: "/ca.pem" };
  const secure = { ...base, tls: "verify", certificates: "/ca.pem" };
  expect(settingsOfUrl("postgres://me@localhost/oar", environment)).toEqual(secure);
  const own = "postgres://me@localhost/oar?sslmode=require&sslrootcert=/own.pem";
  expect(settingsOfUrl(own, environment)).toEqual({ ...base, tls: "require", certificates: "/own.pem" });
  const configuration = parseConfiguration("DB_HOSTNAME=localhost\nDB_BASE_NAME=oar\nDB_BASE_LOGIN=me\n");
  expect(settingsOfConfiguration(configuration, environment)).toEqual(secure);
  expect(settingsOfConfiguration(configuration, { PGSSLMODE: "", PGSSLROOTCERT: "" })).toEqual(base);
  const refused = expect.objectContaining({ code: "bad_address", message: expect.stringContaining("a PGSSLMODE of") });
  expect(() => settingsOfConfiguration(configuration, { PGSSLMODE: "always" })).toThrow(refused);
});

test("the keys of oar.conf", () => {
  const content = "DB_HOSTNAME=db\nDB_PORT=05433\nDB_BASE_NAME=oar\nDB_BASE_LOGIN=me\nDB_BASE_PASSWD='0123'\n";
  expect(settingsOfConfiguration(parseConfiguration(content))).toEqual({
    ...base,
    host: "db",
    port: 5433,
    password: "0123",
  });
  const faulty = (text: string) => () => settingsOfConfiguration(parseConfiguration(text, "F"));
  expect(faulty(content.replace("DB_BASE_LOGIN=me", ""))).toThrow("F, DB_BASE_LOGIN: expected, and missing");
  expect(faulty(`${content}DB_TYPE=SQLite`)).toThrow("F, line 6, DB_TYPE: expected Pg, found sqlite");
});
