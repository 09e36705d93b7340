/** Random filters as fast-check makes them: by the grammar, and with noise in them. */
import fc from "fast-check";

/** Columns that the tables of the tests have beside the fixed ones. */
export const NUMBERS = ["mem", "cpu", "core"] as const;
export const TEXTS = ["host", "cluster", "gpu_model"] as const;

const space = fc.constantFrom(" ", "  ", "\n", "\t ");
const maybeSpace = fc.constantFrom("", "", " ");
const cased = (word: string) => fc.constantFrom(word, word.toLowerCase(), word[0] + word.slice(1).toLowerCase());

const number = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: -3, max: 9 }).map(String) },
  fc.constantFrom("0", "007", ".5", "2.", "1.5", "1e0", "2E+0", "+3", "- 2", "2147483647", "2147483648", "-2147483648"),
  fc.constantFrom("9223372036854775807", "9223372036854775808", "1.0e2"),
);
const string = fc
  .oneof(
    fc.constantFrom("", "a", "b", "node1", "node2", "A100", "a%", "%e_1", "5", "it's", "\\", "--", "é"),
    fc.string({ maxLength: 4 }),
  )
  .filter((text) => !text.includes("\0"))
  .map((text) => `'${text.replaceAll("'", "''")}'`);
const column = (names: readonly string[]) =>
  fc
    .constantFrom(...names)
    .chain((name) => fc.constantFrom(name, name.toUpperCase(), `"${name}"`, `resources.${name}`));

/** Divisions more rarely: each may be one by zero. */
const operator = fc.constantFrom("+", "- ", "*", "+", "- ", "*", "/", "%");

const { calculation } = fc.letrec<{ calculation: string; term: string; group: string }>((tie) => ({
  calculation: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("term"),
    fc
      .tuple(tie("term"), maybeSpace, fc.constantFrom("+", "- ", "*", "/", "%"), space, tie("term"))
      .map((all) => all.join("")),
  ),
  term: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 4, arbitrary: column(NUMBERS) },
    { weight: 2, arbitrary: number },
    { weight: 1, arbitrary: tie("group") },
  ),
  group: fc.tuple(tie("term"), space, operator, space, tie("term")).map((all) => `(${all.join("")})`),
}));
const list = (item: fc.Arbitrary<string>) =>
  fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => `(${items.join(", ")})`);
const negation = fc.constantFrom("", "NOT ", "not ");
const comparison = fc.constantFrom("=", "<>", "!=", "<", "<=", ">", ">=");
const joined = (...parts: (fc.Arbitrary<string> | string)[]) =>
  fc.tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part))).map((all) => all.join(""));

const sensible = fc.oneof(
  { weight: 4, arbitrary: joined(calculation, space, comparison, space, calculation) },
  { weight: 3, arbitrary: joined(column(TEXTS), maybeSpace, comparison, maybeSpace, string) },
  joined(column(TEXTS), space, comparison, space, column(TEXTS)),
  joined(column(NUMBERS), space, negation, cased("IN"), space, list(fc.oneof(number, fc.constant("'3'")))),
  joined(column(TEXTS), space, negation, cased("IN"), space, list(string)),
  joined(column(TEXTS), space, negation, fc.oneof(cased("LIKE"), cased("ILIKE")), space, string),
  joined(calculation, space, cased("IS"), space, negation, cased("NULL")),
  joined(calculation, space, negation, cased("BETWEEN"), space, number, space, cased("AND"), space, number),
  joined(column(TEXTS), space, negation, cased("BETWEEN"), space, string, " AND ", string),
  joined(string, " IS ", negation, "NULL"),
  joined(string, " = ", string),
  fc.constantFrom("TRUE", "false"),
);
/** What PostgreSQL parses and then refuses, most of it. */
const mistyped = fc.oneof(joined(column(TEXTS), " = ", number), joined(column(NUMBERS), " = ", string));
const predicate = fc.oneof({ weight: 30, arbitrary: sensible }, { weight: 1, arbitrary: mistyped });

/** Filters that follow the grammar. */
export const filterText: fc.Arbitrary<string> = fc.letrec<{ or: string; and: string; not: string }>((tie) => ({
  or: fc.array(tie("and"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" OR ")),
  and: fc.array(tie("not"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" and ")),
  not: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 5, arbitrary: predicate },
    joined("NOT ", predicate),
    joined(negation, "(", tie("or"), ")"),
  ),
})).or;

const NOISE = [
  ...[
    "(",
    ")",
    ",",
    ".",
    ";",
    "'",
    '"',
    "--",
    "/*",
    "*/",
    "::",
    "$1",
    "$$",
    "\\",
    "[",
    "]",
    ":",
    "?",
    "@",
    "!",
    "\u00a0",
  ],
  ...["+", "-", "*", "/", "%", "=", "<", ">", "<>", "||", "~", "^", "=-", "%-", "!=-", ">=-", "*-", "**", "=>"],
  ...["and", "or", "not", "in", "is", "null", "like", "escape", "between", "true", "any", "case", "select", "union"],
  ...["exists", "cast", "row", "array", "collate", "isnull", "notnull", "symmetric", "similar", "date", "interval"],
  ...[
    "mem",
    "host",
    "resources",
    "RESOURCES.mem",
    "queues",
    "user",
    "now()",
    "1",
    "1a",
    "1_0",
    "0x1f",
    "1..2",
    "5.",
    "e'x'",
  ],
  ...[
    "E'\\n'",
    "U&'x'",
    "N'x'",
    "B'1'",
    "x'1f'",
    '"mem"',
    '"MEM"',
    '""',
    "1e",
    "1e5",
    "of",
    "unknown",
    "distinct from",
  ],
];

/** Filters with words added, doubled, exchanged and taken out. */
export const noisyText: fc.Arbitrary<string> = fc
  .tuple(
    filterText,
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom("add", "glue", "swap", "drop"), fc.constantFrom(...NOISE)), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([text, changes]) => {
    const words = text.split(/(\s+|[()',])/).filter((word) => word !== "");
    for (const [one, other, change, noise] of changes) {
      const [i, k] = [one % (words.length + 1), other % (words.length + 1)];
      if (change === "add") words.splice(i, 0, " ", noise, " ");
      else if (change === "glue") words.splice(i, 0, noise);
      else if (change === "drop") words.splice(i, 1);
      else [words[i], words[k]] = [words[k] ?? "", words[i] ?? ""];
    }
    return words.join("");
  });

/** Characters that scanners stumble over. */
const SIGNS = [
  ..."()',.\"\\;:-+*/%=<>!|&~^@#?`$[]{}_0189eExXuUnNbB \n\t\r\f\v\u0000\u001f\u007f",
  ..."\u0085\u00a0\u00b2\u2003\u2019\u200b\u2028\u202e\ufeff\uff07\uff11\uff1b\u212a\u0130",
  "\u{1f600}",
  "\ud800",
];

/** Filters with single characters added, doubled, exchanged and taken out. */
export const mutatedText: fc.Arbitrary<string> = fc
  .tuple(
    filterText,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("add", "double", "put", "drop"), fc.constantFrom(...SIGNS)), {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .map(([text, changes]) => {
    const signs = [...text];
    for (const [place, change, sign] of changes) {
      const at = place % (signs.length + 1);
      if (change === "add") signs.splice(at, 0, sign);
      else if (change === "double") signs.splice(at, 0, signs[at] ?? "");
      else signs.splice(at, 1, ...(change === "put" ? [sign] : []));
    }
    return signs.join("");
  });
