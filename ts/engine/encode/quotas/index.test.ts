/** Documents without faults, as a scenario brings them, in columns. */
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../model/index.js";
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

function encode(quotas: unknown, parts?: Record<string, unknown>) {
  const { columns, quotaRules } = encodeScenario(scenario(quotas, parts));
  const { texts, quotas: encoded } = columns;
  const names = (numbers: Uint32Array) => [...numbers].map((number) => texts[number]);
  return { ...encoded, rules: quotaRules, names };
}

describe("columns", () => {
  test("without quotas all is empty, and the document is not looked at", () => {
    const { quotas } = encodeScenario(scenario(5, { config: { QUOTAS: "no" }, timeZone: "no zone" })).columns;
    const { settings, ...rest } = quotas;
    expect([...settings]).toEqual([0, 0, 5_184_000]);
    expect(encode({}, { config: { QUOTAS: "no" } }).rules).toBeNull();
    for (const column of Object.values(rest)) expect(column).toHaveLength(0);
  });

  test("quotas without a document have one set of no rules", () => {
    const { settings, setEnds, transitions } = encode(undefined);
    expect([[...settings], [...setEnds], [...transitions]]).toEqual([[1, 0, 5_184_000], [0], []]);
  });

  test("the default rules come first, then the named sets as listed, used or not", () => {
    const document = {
      night: { "*,*,*,/": [-1, "ALL", 1] },
      job_types: ["deploy", "*", "deploy", "console"],
      quotas: { "q,/,deploy,ann": [1, 2.9, "0.5"], "*,*,*,*": ["0.29*ALL", -1, -1] },
      __proto__: null,
      unused: { "a,b,c,d": [1e300, 0, 0] },
      periodical: [["* mon-tue * *", "night"]],
    };
    const { settings, setEnds, fields, limits, trackedTypes, blocks, blockSets, names, rules } = encode(document);
    expect([...settings]).toEqual([1, 1, 5_184_000]);
    expect(rules?.sets).toEqual(["quotas", "night", "unused"]);
    expect([...setEnds]).toEqual([2, 3, 4]);
    expect(names(fields).join(",")).toBe("q,/,deploy,ann,*,*,*,*,*,*,*,/,a,b,c,d");
    expect([...limits]).toEqual([1, 2, 1_800, 29, -1, -1, -1, 100, 3_600, -1, 0, 0]);
    expect(names(trackedTypes)).toEqual(["deploy", "console"]);
    expect([[...blocks], [...blockSets]]).toEqual([[0, 172_800], [1]]);
    expect(rules?.written(2)).toEqual({ set: "night", key: "*,*,*,/", limits: [-1, "ALL", 1] });
    expect(rules?.written(3)).toEqual({ set: "unused", key: "a,b,c,d", limits: [1e300, 0, 0] });
  });

  test("the calendar: blocks and one-shots as listed, the first filler, the clock of the zone", () => {
    const document = {
      n: {},
      w: {},
      periodical: [
        ["default", "n", "first"],
        ["20-8 sat-sun * *", "w"],
        ["* * * *", "w"],
      ],
      oneshot: [
        ["2030-01-01 00:00", "2030-01-02 00:00", "w", "later"],
        ["0001-1-1 0:00", "1999-12-31 23:59", "n"],
      ],
    };
    const { filler, blocks, blockSets, oneShots, oneShotSets, transitions } = encode(document, {
      timeZone: "Europe/Paris",
      config: { QUOTAS_WINDOW_TIME_LIMIT: 0 },
    });
    expect([...filler]).toEqual([1]);
    expect([...blocks].map((at) => at / 3_600)).toEqual([140, 152, 164, 168, 0, 8]);
    expect([...blockSets]).toEqual([2, 2, 2]);
    expect([...oneShots]).toEqual([1_893_456_000, 1_893_542_400, -62_135_596_800, 946_684_740]);
    expect([...oneShotSets]).toEqual([2, 1]);
    expect(transitions[1]).toBe(3_600);
  });

  test("one-shots alone are a calendar, empty lists are none and the zone does not count", () => {
    expect(encode({ oneshot: [["2030-01-01 00:00", "2030-01-02 00:00", "s"]], s: {} }).settings[1]).toBe(1);
    const { settings, transitions } = encode({ oneshot: [], periodical: [] }, { timeZone: "no zone" });
    expect([settings[1], transitions.length]).toEqual([0, 0]);
  });

  test("ALL", () => {
    const all = (parts: Record<string, unknown>) => encode({ quotas: { "*,*,*,*": ["ALL", 0, 0] } }, parts).limits[0];
    const mode = { QUOTAS_ALL_NB_RESOURCES_MODE: "all" };
    expect(all({})).toBe(100);
    expect(all({ config: mode })).toBe(200);
    expect(all({ config: { QUOTAS_ALL_NB_RESOURCES_MODE: "any other text" } })).toBe(200);
    const resources = { default: "0-9 20-29 40", usable: "5-24 30-50", hierarchy: {} };
    expect(all({ resources })).toBe(11);
    expect(all({ resources, config: mode })).toBe(11);
    expect(all({ resources: { ...resources, nbDefaultNotDead: 0, nbDefault: 7 } })).toBe(0);
  });

  test("names like those of objects are names", () => {
    const document = JSON.parse(`{
      "__proto__": {"__proto__,constructor,toString,valueOf": [1, 1, 1]},
      "constructor": {"*,*,*,*": [2, 2, 2]},
      "toString": {},
      "periodical": [["* mon * *", "__proto__"], ["* tue * *", "constructor"]]
    }`);
    const { rules, blockSets, names, fields } = encode(document);
    expect(rules?.sets).toEqual(["quotas", "__proto__", "constructor", "toString"]);
    expect([...blockSets]).toEqual([1, 2]);
    expect(names(fields.slice(0, 4))).toEqual(["__proto__", "constructor", "toString", "valueOf"]);
  });

  test("fields may be as long as names", () => {
    const longest = "n".repeat(LIMITS.nameLength);
    expect(encode({ quotas: { [`${longest},${longest},*,${longest}`]: [1, 1, 1] } }).fields).toHaveLength(4);
  });

  test("what is undefined is absent", () => {
    const document = { quotas: { "a,b": undefined, "*,*,*,*": [1, 2, 3] }, periodical: undefined, s: undefined };
    expect(encode(document).rules?.sets).toEqual(["quotas"]);
    expect([...encode(document).limits]).toEqual([1, 2, 10_800]);
  });
});

describe("much at once, and objects with a will of their own", () => {
  test("two hundred thousand rules", () => {
    const rules: Record<string, unknown> = {};
    for (let i = 0; i < 200_000; i++) rules[`*,*,*,${i}`] = [1, "2.5", 3];
    expect(encode({ quotas: rules }).limits).toHaveLength(600_000);
  });

  test("a million one-shots of one week", () => {
    const oneshot = new Array(LIMITS.items).fill(["2030-01-01 00:00", "2030-01-02 00:00", "s"]);
    const { transitions, oneShots } = encode({ oneshot, s: {} }, { timeZone: "Europe/Paris" });
    expect(oneShots).toHaveLength(2 * LIMITS.items);
    expect(transitions.length).toBeLessThan(10);
  });

  test("every value is read once, and what changes meanwhile does not get round a check", () => {
    const reads: string[] = [];
    const spy = (value: object, place: string): object =>
      new Proxy(value, {
        get(target, key) {
          if (key === "length") return Reflect.get(target, key);
          reads.push(`${place}.${String(key)}`);
          const found = Reflect.get(target, key);
          return typeof found === "object" ? spy(found, `${place}.${String(key)}`) : found;
        },
      });
    const document = {
      quotas: { "*,*,*,*": [1, "ALL", 2] },
      periodical: [["* mon * *", "s", "text"]],
      oneshot: [["2030-01-01 00:00", "2030-01-02 00:00", "s"]],
      job_types: ["a"],
      s: {},
    };
    encode(spy(document, "d"));
    expect(new Set(reads).size).toBe(reads.length);
    const values = [1, 1, 1];
    const lying = new Proxy(values, {
      get: (target, key) => (key === "length" ? values.length++ : Reflect.get(target, key)),
    });
    expect(encode({ quotas: { "*,*,*,*": lying } }).limits).toHaveLength(3);
  });
});

test("a document of a thousand rules takes milliseconds", () => {
  const rules = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`*,p${i},*,/`, ["0.5*ALL", i, "12.75"]]));
  const document = { quotas: rules, n: {}, periodical: [["* mon * *", "n"]] };
  const times = Array.from({ length: 10 }, () => {
    const begin = performance.now();
    encode(document, { timeZone: "Europe/Paris" });
    return performance.now() - begin;
  });
  expect(Math.min(...times)).toBeLessThan(50);
});
