import { expect, test } from "vitest";
import { FILTER_LIMITS, type FilterCode, parseFilter, renderFilter } from "./index.js";

const COLUMNS = new Set(["type", "mem", "host", "rack", 'Odd "name', "user", "gpu_model", "é"]);
const render = (text: string) => {
  const filter = parseFilter(text, COLUMNS);
  return filter === null ? null : renderFilter(filter);
};
const refused = (code: FilterCode, message = "") =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

test.each([null, "", "  \n\t"])("%j is no condition", (text) => {
  expect(parseFilter(text, COLUMNS)).toBeNull();
});

test.each([
  ["type = 'default'", `(resources."type" = $1)`, ["default"]],
  [
    "mem > 64 AND host='a' or rack!=3",
    `(((resources."mem" > $1::int4) AND (resources."host" = $2)) OR (resources."rack" <> $3::int4))`,
    ["64", "a", "3"],
  ],
  ["not host like 'gdx-45.%'", `(NOT (resources."host" LIKE $1))`, ["gdx-45.%"]],
  ["host NOT ILIKE 'it''s'", `(resources."host" NOT ILIKE $1)`, ["it's"]],
  ["host in ('a','b')", `(resources."host" IN ($1, $2))`, ["a", "b"]],
  ["mem NOT IN (-1, +2, 3.5)", `(resources."mem" NOT IN ($1::int4, $2::int4, $3::numeric))`, ["-1", "2", "3.5"]],
  ["gpu_model IS NOT NULL", `(resources."gpu_model" IS NOT NULL)`, []],
  ["'x' IS NULL", "($1::text IS NULL)", ["x"]],
  ["'5' BETWEEN 1 AND 2.5", "($1 >= $2::int4 AND $3 <= $4::numeric)", ["5", "1", "5", "2.5"]],
  ["'5' NOT BETWEEN 1 AND 6", "($1 < $2::int4 OR $3 > $4::int4)", ["5", "1", "5", "6"]],
  ["mem BETWEEN 8 AND 3e9", `(resources."mem" BETWEEN $1::int4 AND $2::numeric)`, ["8", "3e9"]],
  ["mem = 2147483648", `(resources."mem" = $1::int8)`, ["2147483648"]],
  ["mem = -2147483648", `(resources."mem" = $1::int4)`, ["-2147483648"]],
  ["mem = 9223372036854775808", `(resources."mem" = $1::numeric)`, ["9223372036854775808"]],
  [
    "(mem + 1) * 2 - 3 > .5",
    `(((( resources."mem" + $1::int4) * $2::int4) - $3::int4) > $4::numeric)`.replace("( r", "(r"),
    ["1", "2", "3", ".5"],
  ],
  ["MEM<-1", `(resources."mem" < $1::int4)`, ["-1"]],
  ['Resources . "mem" = 1', `(resources."mem" = $1::int4)`, ["1"]],
  ['"Odd ""name" = "user"', `(resources."Odd ""name" = resources."user")`, []],
  ["é = 'É'", `(resources."é" = $1)`, ["É"]],
  ["TRUE and not (false)", "(TRUE AND (NOT FALSE))", []],
  ["host = '; DROP TABLE jobs --'", `(resources."host" = $1)`, ["; DROP TABLE jobs --"]],
])("%s", (text, sql, parameters) => {
  expect(render(text)).toEqual({ text: sql, parameters });
});

test("parameters are numbered from where one says", () => {
  const filter = parseFilter("mem = 1 or mem = 2", COLUMNS);
  expect(filter && renderFilter(filter, 7).text).toContain("$7::int4) OR");
});

test("the columns are those that are named, not words in texts", () => {
  expect(parseFilter("host = 'type' and MEM > 1", COLUMNS)?.columns).toEqual(new Set(["host", "mem"]));
  expect(parseFilter('resources."type" IS NULL', COLUMNS)?.columns).toEqual(new Set(["type"]));
});

test.each([
  ["old = 3", "unknown_column", 'no column of resources has the name "old" at character 1'],
  ['host = "sw1"', "unknown_column", '"sw1"'],
  ['mem = 1 AND "MEM" = 1', "unknown_column", '"MEM"'],
  ["jobs.mem = 1", "malformed", "a column of resources"],
  ["public.resources.mem = 1", "malformed", ""],
  ["resources.* = 1", "malformed", ""],
  ["user = 'root'", "malformed", 'found "user" at character 1'],
  ["mem", "malformed", "expected a comparison, found the end at character 4"],
  ["mem = ", "malformed", "the end"],
  ["mem = 1 OR", "malformed", ""],
  ["mem = 1 mem = 2", "malformed", "expected the end"],
  ["(mem = 1", "malformed", "closing parenthesis"],
  ["mem = 1)", "malformed", "expected the end"],
  ["mem = 1) or (mem = 2", "malformed", "expected the end"],
  ["(mem) = 1", "malformed", "not a single value"],
  ["(1)", "malformed", "not a single value"],
  ["(mem = 1) + 1 > 2", "malformed", "in the place of a condition"],
  ["NOT mem + 1", "malformed", "expected a comparison"],
  ["mem = TRUE", "malformed", ""],
  ["mem IS TRUE", "malformed", "expected NULL"],
  ["mem = NULL", "malformed", ""],
  ["mem IN ()", "malformed", ""],
  ["mem IN (rack)", "malformed", ""],
  ["mem IN (SELECT 1)", "malformed", ""],
  ["mem NOT 1", "malformed", "expected IN"],
  ["host LIKE host", "malformed", ""],
  ["host LIKE 5", "malformed", "a text as pattern"],
  ["host LIKE 'a' ESCAPE 'b'", "malformed", ""],
  ["mem BETWEEN rack AND 2", "malformed", ""],
  ["mem BETWEEN 1 OR 2", "malformed", "expected AND"],
  ["pg_sleep(10) IS NULL", "unknown_column", "pg_sleep"],
  ["host = mem(1)", "malformed", ""],
  ["EXISTS (SELECT 1 FROM jobs)", "unknown_column", "exists"],
  ["mem = CAST('1' AS int)", "malformed", 'found "cast"'],
  ["mem = '1'::int", "malformed", 'unexpected ":"'],
  ["host || 'a' = 'b'", "malformed", "unknown operator"],
  ["mem = 1; DELETE FROM jobs", "malformed", 'unexpected ";"'],
  ["mem = 1 -- more", "malformed", "a comment"],
  ["mem = 1 /* more", "malformed", "a comment"],
  ["mem=--1", "malformed", "a comment"],
  ["mem = $1", "malformed", 'unexpected "$"'],
  ["host = $$a$$", "malformed", ""],
  ["host = 'open", "malformed", `unexpected "'"`],
  ["host = 'a''", "malformed", ""],
  ['"host = 1', "malformed", ""],
  ['"" = 1', "malformed", ""],
  ["host = E'\\n'", "unknown_column", '"e"'],
  ["host = 'a' 'b'", "malformed", "expected the end"],
  ["host = 'a\0'", "malformed", "character"],
  ["host = '\ud800'", "malformed", "character"],
  ["mem\u00a0= 1", "unknown_column", ""],
  ["mem\v= 1", "malformed", 'unexpected "\\u000b"'],
  ["mem\u2028= 1", "unknown_column", ""],
  ["mem = \uff11", "unknown_column", ""],
  ["host = \u2019a\u2019", "unknown_column", ""],
  ["host = \uff07a\uff07", "unknown_column", ""],
  ["mem = 1\uff1b DELETE FROM jobs", "malformed", "a number with"],
  ["host = U&'\\0061'", "malformed", "unknown operator"],
  ["host = $x$a$x$", "malformed", ""],
  ["mem = 1_000", "malformed", "a number with"],
  ["mem = 0x1F", "malformed", "a number with"],
  ["mem = 1..2", "malformed", "a number with"],
  ["mem %-1 = 0", "malformed", 'unknown operator "%-"'],
  ["mem !=-1", "malformed", 'unknown operator "!=-"'],
  ["mem => 1", "malformed", "unknown operator"],
  ["- mem < 1", "malformed", ""],
  ["mem = - - 1", "malformed", ""],
  ["mem = 1e99999", "too_large", "number"],
  [`mem = ${"9".repeat(101)}`, "too_large", "number"],
] as const)("%j is refused", (text, code, message) => {
  expect(() => parseFilter(text, COLUMNS)).toThrow(refused(code, message));
});

test.each([
  ["a text of 1 MB", `host = '${"x".repeat(1_000_000)}'`, "too_large"],
  ["1 MB of quotes", "'".repeat(1_000_000), "too_large"],
  ["10,000 parentheses", `${"(".repeat(10_000)}mem = 1${")".repeat(10_000)}`, "too_large"],
  ["10,000 opening parentheses", "(".repeat(10_000), "too_large"],
  ["30,000 times NOT", "NOT ".repeat(25_000), "malformed"],
  ["10,000 times NOT (", `${"NOT (".repeat(10_000)}mem = 1${")".repeat(10_000)}`, "too_large"],
  ["a list of 100,000", `mem IN (${"1,".repeat(100_000)}1)`, "too_large"],
  ["a number of 90,000 digits", `mem = ${"9".repeat(90_000)}`, "too_large"],
  ["a list of 20,000", `mem IN (${"1,".repeat(20_000)}1)`, "too_large"],
  ["20,000 terms", `mem ${"+ 1 ".repeat(20_000)} > 0`, "too_large"],
  ["quotes without end", `host = '${"''".repeat(49_000)}`, "malformed"],
  ["operators without end", `mem ${"<".repeat(99_000)}`, "malformed"],
] as const)("%s: refused at once", (_, text, code) => {
  const begin = performance.now();
  expect(() => parseFilter(text, COLUMNS)).toThrow(refused(code));
  expect(performance.now() - begin).toBeLessThan(1_000);
});

test("up to the limits it is accepted", () => {
  const { depth, operands } = FILTER_LIMITS;
  expect(render(`${"(".repeat(depth)}mem = 1${")".repeat(depth)}`)?.parameters).toEqual(["1"]);
  expect(
    render(
      `mem IN (${Array(operands - 1)
        .fill("1")
        .join(",")})`,
    )?.parameters,
  ).toHaveLength(operands - 1);
  expect(render(`mem = 0${" or mem = 1".repeat(operands / 2 - 1)}`)?.parameters).toHaveLength(operands / 2);
});

test("a name is as long as PostgreSQL leaves it", () => {
  const long = (letters: string, name: string) => parseFilter(`${letters} = 1`, new Set([name]))?.columns;
  expect(long("X".repeat(100), "x".repeat(63))).toEqual(new Set(["x".repeat(63)]));
  expect(long(`"${"é".repeat(32)}"`, "é".repeat(31))).toEqual(new Set(["é".repeat(31)]));
  expect(long(`"${"😀".repeat(20)}"`, "😀".repeat(15))).toEqual(new Set(["😀".repeat(15)]));
  expect(long("x".repeat(63), "x".repeat(63))).toEqual(new Set(["x".repeat(63)]));
});

test("calculations have results that can be worked out", () => {
  const product = (factors: number) => Array(factors).fill("mem").join(" * ");
  expect(render(`${product(100)} > 0`)).not.toBeNull();
  expect(render(`${Array(1_000).fill("mem").join(" + ")} > 0`)).not.toBeNull();
  for (const text of [product(101), `(${product(60)}) * (${product(60)})`, `(${product(60)}) / (${product(60)})`]) {
    expect(() => render(`${text} > 0`)).toThrow(refused("too_large", "calculation"));
  }
  expect(() => render("1e999 * 1e999 > mem")).toThrow(refused("too_large", "calculation"));
  expect(() => render("mem * '1e9999' > 1")).toThrow(refused("too_large", "calculation"));
});

test("where it is wrong is told, and a long text is not repeated", () => {
  expect(() => parseFilter(`mem = 1 and ${"x".repeat(5_000)} = 1`, COLUMNS)).toThrow(
    expect.objectContaining({ position: 12, message: expect.stringMatching(/^.{50,200}$/) }),
  );
});
