/** Every fault of a document is found, with its place (R12.10). */
import { describe, expect, test } from "vitest";
import { InputError, LIMITS } from "../../../model/index.js";
import { encodeScenario } from "../index.js";

const NOW = 1_700_000_000;

function scenario(quotas: unknown, parts: Record<string, unknown> = {}) {
  return {
    scenario: 1,
    now: NOW,
    resources: { default: "0-99", hierarchy: {}, nbDefault: 200 },
    queues: [["default"]],
    jobs: [],
    quotas,
    ...parts,
    config: { QUOTAS: "yes", ...(parts.config as object) },
  };
}

/** The error of a document. */
function errorOf(quotas: unknown, parts?: Record<string, unknown>): InputError {
  try {
    encodeScenario(scenario(quotas, parts));
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  return expect.unreachable("the document was accepted");
}

/** The faults of a document: code and field of each. */
const faultsOf = (quotas: unknown) => errorOf(quotas).faults.map(({ code, field }) => [code, field]);

describe("faults", () => {
  test("all of them, each with its place, in one error", () => {
    const error = errorOf({
      quotas: { "*,*,*": [1, 1], "*,*,*,*": [1, "x", null], "a,b,c,d,e": [1, 1, 1] },
      other: { " *,*,*,*": [1, 2, Number.NaN] },
      list: [1],
      job_types: ["a", 5],
      periodical: [
        ["8-8 mon * *", "other"],
        ["* mon * *", "missing"],
        ["* tus * *", "quotas"],
        "* * * *",
        ["* mon * *"],
        ["* mon * *", "other", "text", 1],
        ["* mon * *", "other", 7],
      ],
      oneshot: [
        ["2025-02-30 00:00", "2025-02-28", "other"],
        ["2025-01-02 00:00", "2025-01-01 23:59", "other"],
        ["2025-01-01 00:00", "2025-01-01 00:00", "other"],
        [0, "2025-01-01 00:00", {}],
      ],
    });
    expect(error).toMatchObject({ code: "malformed", path: ["quotas"], expected: "a document without faults" });
    expect(error.faults.map(({ code, field }) => `${code} ${field}`)).toEqual([
      'malformed quotas.quotas["*,*,*"]',
      'malformed quotas.quotas["*,*,*"]',
      'malformed quotas.quotas["*,*,*,*"][1]',
      'wrong_type quotas.quotas["*,*,*,*"][2]',
      'malformed quotas.quotas["a,b,c,d,e"]',
      "wrong_type quotas.job_types[1]",
      'out_of_range quotas.other[" *,*,*,*"][2]',
      "wrong_type quotas.list",
      "malformed quotas.periodical[0][0]",
      "inconsistent quotas.periodical[1][1]",
      "inconsistent quotas.periodical[2][1]",
      "malformed quotas.periodical[2][0]",
      "wrong_type quotas.periodical[3]",
      "malformed quotas.periodical[4]",
      "malformed quotas.periodical[5]",
      "wrong_type quotas.periodical[6][2]",
      "malformed quotas.oneshot[0][0]",
      "malformed quotas.oneshot[0][1]",
      "inconsistent quotas.oneshot[1][1]",
      "inconsistent quotas.oneshot[2][1]",
      "wrong_type quotas.oneshot[3][2]",
      "wrong_type quotas.oneshot[3][0]",
    ]);
    const lines = error.message.split("\n");
    expect(lines[0]).toBe("quotas: expected a document without faults, found 22");
    expect(lines.slice(1)).toEqual(error.faults.map(({ message }) => message));
    expect(lines).toContain(
      'quotas.quotas["*,*,*,*"][1]: expected a number, a decimal text, "ALL" or "x*ALL", found "x"',
    );
    expect(lines).toContain(
      'quotas.oneshot[1][1]: expected an end after the begin, "2025-01-02 00:00", found "2025-01-01 23:59"',
    );
    for (const { path, field, message } of error.faults) {
      expect(path[0]).toBe("quotas");
      expect(message.startsWith(`${field}: expected `)).toBe(true);
    }
  });

  test.each([
    ["null", null, "wrong_type", "quotas"],
    ["a text", "{}", "wrong_type", "quotas"],
    ["a list", [], "wrong_type", "quotas"],
    ["rules as null", { quotas: null }, "wrong_type", "quotas.quotas"],
    ["rules as a list", { quotas: [] }, "wrong_type", "quotas.quotas"],
    ["a set as a number", { night: 5 }, "wrong_type", "quotas.night"],
    ["types as an object", { job_types: {} }, "wrong_type", "quotas.job_types"],
    ["periods as null", { periodical: null }, "wrong_type", "quotas.periodical"],
    ["one-shots as an object", { oneshot: { length: 1 } }, "wrong_type", "quotas.oneshot"],
    ["values as an object", { quotas: { "*,*,*,*": { length: 3 } } }, "wrong_type", 'quotas.quotas["*,*,*,*"]'],
    ["four values", { quotas: { "*,*,*,*": [1, 1, 1, 1] } }, "malformed", 'quotas.quotas["*,*,*,*"]'],
    ["a hole", { quotas: { "*,*,*,*": [1, undefined, 1] } }, "missing", 'quotas.quotas["*,*,*,*"][1]'],
    ["a hole for a period", { periodical: new Array(1) }, "missing", "quotas.periodical[0]"],
    ["a key without commas", { quotas: { "": [1, 1, 1] } }, "malformed", 'quotas.quotas[""]'],
    ["a key as an index", { quotas: { 0: [1, 1, 1] } }, "malformed", 'quotas.quotas["0"]'],
    ["too many periods", { periodical: new Array(LIMITS.items + 1) }, "too_large", "quotas.periodical"],
    ["too many types", { job_types: new Array(LIMITS.items + 1) }, "too_large", "quotas.job_types"],
    ["too many values", { s: { "*,*,*,*": new Array(2 ** 32 - 1) } }, "malformed", 'quotas.s["*,*,*,*"]'],
    ["a long type", { job_types: ["t".repeat(LIMITS.nameLength + 1)] }, "too_large", "quotas.job_types[0]"],
    ["a million digits", { s: { "*,*,*,*": ["9".repeat(1e6), 1, 1] } }, "too_large", 'quotas.s["*,*,*,*"][0]'],
    [
      "a description of a set",
      { periodical: [["* mon * *", "s", {}]], s: {} },
      "wrong_type",
      "quotas.periodical[0][2]",
    ],
  ])("%s", (_, document, code, field) => {
    expect(faultsOf(document)).toEqual([[code, field]]);
  });

  test("a reserved key is no name of rules", () => {
    for (const name of ["quotas", "periodical", "job_types", "constructor"]) {
      const periodical = [["* mon * *", name]];
      expect(faultsOf({ quotas: {}, job_types: [], periodical })).toEqual([
        ["inconsistent", "quotas.periodical[0][1]"],
      ]);
    }
  });

  test("names and fields that are too long", () => {
    const long = "n".repeat(LIMITS.nameLength + 1);
    const faults = errorOf({ [long]: { [`*,*,*,${long}`]: [1, 1, 1] } }).faults;
    expect(faults.map(({ code, path }) => [code, path])).toEqual([
      ["too_large", ["quotas", long]],
      ["too_large", ["quotas", long, `*,*,*,${long}`]],
    ]);
    for (const { message } of faults) expect(message.length).toBeLessThan(300);
  });

  test("a fault of the settings is an ordinary error", () => {
    const calendar = { oneshot: [["2030-01-01 00:00", "2030-01-02 00:00", "s"]], s: {} };
    for (const [parts, code, field] of [
      [{ timeZone: "Mars/Olympus" }, "malformed", "timeZone"],
      [{ timeZone: "+01:00" }, "malformed", "timeZone"],
      [{ config: { QUOTAS_WINDOW_TIME_LIMIT: -1 } }, "out_of_range", "config.QUOTAS_WINDOW_TIME_LIMIT"],
      [{ config: { QUOTAS_WINDOW_TIME_LIMIT: "1" } }, "wrong_type", "config.QUOTAS_WINDOW_TIME_LIMIT"],
    ] as const) {
      const error = errorOf(calendar, parts);
      expect(error).toMatchObject({ code, field });
      expect(error.faults).toEqual([error]);
    }
  });
});
