/** Quota documents that are wrong in every way, too large, or have a will of their own: an InputError, and soon. */
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";
import { type Loose, nested, validScenario } from "./base.js";
import { engine, errorOf, expectRefused, good, plain, type Row, table } from "./table.js";

/** Switches quotas on and gives the document. */
const quotas =
  (document: unknown, timeZone = "UTC") =>
  (scenario: Loose): void => {
    scenario.config.QUOTAS = "yes";
    scenario.quotas = document;
    scenario.timeZone = timeZone;
  };

function withQuotas(document: unknown): Loose {
  const scenario = validScenario();
  quotas(document)(scenario);
  return scenario;
}

/** The faults of a document. */
const faultsOf = (document: unknown): Loose[] => (errorOf(withQuotas(document)) as Loose).faults;

const PERIOD = { s: {}, periodical: [["* mon * *", "s"]] };
const FAULTY: [string, unknown][] = [
  ["null", null],
  ["a number", 1],
  ["a text", "{}"],
  ["a list", []],
  ["a function", () => 1],
  ["lists inside each other", nested(10_000)],
  ["rules that are lists inside each other", { quotas: nested(10_000) }],
  ["periods that are lists inside each other", { periodical: nested(10_000) }],
  ["a typed array as values", { quotas: { "*,*,*,*": new Float64Array(3) } }],
  ["number objects as values", { quotas: { "*,*,*,*": [Object(1), Object("1"), 1n] } }],
  [
    "values that would convert themselves",
    { quotas: { "*,*,*,*": [{ valueOf: () => 1 }, { toString: () => "1" }, [1]] } },
  ],
  ["a million digits", { quotas: { "*,*,*,*": ["9".repeat(1e6), `-${"9".repeat(1e6)}*ALL`, `0.${"3".repeat(1e6)}`] } }],
  ["a text of a million commas", { quotas: { [",".repeat(1e6)]: [1, 1, 1] } }],
  ["a text of a million spaces", { ...PERIOD, periodical: [[" ".repeat(1e6), "s"]] }],
  ["a period of a million days", { ...PERIOD, periodical: [[`* ${"mon,".repeat(1e6)}mon * *`, "s"]] }],
  ["a set named by a text of a million", { ["n".repeat(1e6)]: {} }],
  ["a period with a set of such a name", { ...PERIOD, periodical: [["* mon * *", "s".repeat(1e6)]] }],
  ["an inherited set", Object.assign(Object.create({ s: {} }), { periodical: [["* mon * *", "s"]] })],
];

table(
  "documents",
  FAULTY.map(([title, document]): Row => [title, quotas(document), "malformed", "quotas"]),
);

table("settings", [
  ["an unknown zone", quotas(PERIOD, "Mars/Olympus"), "malformed", "timeZone"],
  ["a zone of a million letters", quotas(PERIOD, "A".repeat(1e6)), "too_large", "timeZone"],
  ["an offset as a zone", quotas(PERIOD, "+01:00"), "malformed", "timeZone"],
]);

describe("a key __proto__, as JSON can bring it", () => {
  test("is a set of rules of that name, or none", () => {
    const document = JSON.parse('{"__proto__": {"polluted,__proto__": 1}, "periodical": [["* mon * *", "toString"]]}');
    expect(faultsOf(document).map(({ path }) => path)).toEqual([
      ["quotas", "__proto__", "polluted,__proto__"],
      ["quotas", "__proto__", "polluted,__proto__"],
      ["quotas", "periodical", 0, 1],
    ]);
    expect(({} as Loose).polluted).toBeUndefined();
  });
});

describe("size", () => {
  test("a document of faults alone is told in part", () => {
    const rules = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`${i},*`, 0]));
    const error = errorOf(withQuotas({ rules })) as Loose;
    expect(error.faults).toHaveLength(10_000);
    expect(error.message.split("\n")[0]).toMatch(/found more than the 10000 that are listed$/);
    expect(faultsOf({ job_types: new Array(LIMITS.items).fill(0) })).toHaveLength(10_000);
  });

  test("the same million keys in a hundred thousand sets are read twice, and no more", () => {
    const rules = Object.fromEntries(Array.from({ length: LIMITS.items }, (_, i) => [i, undefined]));
    const sets = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`s${i}`, rules]));
    expect(faultsOf(sets)).toMatchObject([{ code: "too_large", field: "quotas.s1" }]);
  });

  test("a million periods of five hundred weeks each", () => {
    const text = `8-9 ${"mon-sun,".repeat(500)}mon * *`;
    const [fault] = faultsOf({ periodical: new Array(LIMITS.items).fill([text, "s"]), s: {} });
    expect(fault).toMatchObject({ code: "too_large", expected: `at most ${LIMITS.items} blocks of all periods` });
  });
});

describe("getters and proxies", () => {
  test("a getter that throws: an InputError there, with the cause, whatever else is wrong", () => {
    const cause = new Error("no");
    const document = {
      quotas: { "bad key": 1 },
      s: {
        get "*,*,*,*"() {
          throw cause;
        },
      },
    };
    const scenario = withQuotas(document);
    expectRefused(scenario, "wrong_type", 'quotas.s["*,*,*,*"]');
    expect(errorOf(scenario).cause).toBe(cause);
  });

  test("a revoked proxy is an InputError", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const document of [proxy, { quotas: proxy }, { job_types: proxy }, { quotas: { "*,*,*,*": proxy } }]) {
      expect(errorOf(withQuotas(document))).toBeInstanceOf(redox.InputError);
    }
    expect(plain(engine.scheduleScenario(validScenario()))).toEqual(good);
  });

  test("a document inside itself is no set of rules", () => {
    const document: Loose = {};
    document.self = document;
    expectRefused(withQuotas(document), "malformed", "quotas");
  });
});
