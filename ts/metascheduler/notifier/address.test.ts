import { expect, test } from "vitest";
import { parseConfiguration } from "../../database/index.js";
import { clientAddress, isHostName } from "./address.js";

const { settings } = parseConfiguration("DB_PORT=5433\n");

test.each([
  ["front:41001", "front", 41_001],
  ["front-1.site.example:1024", "front-1.site.example", 1_024],
  ["192.0.2.7:65535", "192.0.2.7", 65_535],
  ["n_1:50000", "n_1", 50_000],
])("%j is the address of a client", (infoType, host, port) => {
  expect(clientAddress(infoType, settings)).toEqual({ host, port });
});

test.each([
  [null],
  [""],
  ["front"],
  ["front:"],
  [":41001"],
  ["front:0"],
  ["front:22"],
  ["front:1023"],
  ["front:65536"],
  ["front:999999"],
  ["front:+41001"],
  ["front:41001 "],
  [" front:41001"],
  ["front:41001\n"],
  ["front:41001:2"],
  ["user@front:41001"],
  ["front/x:41001"],
  ["tcp://front:41001"],
  ["[::1]:41001"],
  ["::1:41001"],
  ["-front:41001"],
  ["fr\u00f6nt:41001"],
  ["fr ont:41001"],
  ["fr\0ont:41001"],
  ["2130706433:41001"],
  ["127.1:41001"],
  ["0x7f.1:41001"],
  ["256.1.1.1:41001"],
  [`${"a".repeat(254)}:41001`],
  // Ports of OAR's programs, and of the database.
  ["front:6666"],
  ["front:6670"],
  ["front:6671"],
  ["front:6672"],
  ["front:5433"],
])("%j is no address of a client", (infoType) => {
  expect(clientAddress(infoType, settings)).toBeNull();
});

test("only the port that oar.conf has is the one of the database", () => {
  expect(clientAddress("front:5432", settings)).not.toBeNull();
});

test("a host is a name or an IPv4 address", () => {
  expect(["localhost", "oar.site", "10.0.0.1"].every(isHostName)).toBe(true);
  expect(["", "a;b", "*", "lo;server", "a:1", "a.", ".a"].some(isHostName)).toBe(false);
});
