/** Types and names of the columns of random tables. */

/** What a type's columns hold, and what they are compared with. */
export interface Type {
  readonly sql: string;
  /** Values in the words of the type. */
  readonly values: readonly string[];
  /** What is written in filters, as SQL. */
  readonly literals: readonly string[];
  /** Whether one can calculate with it. */
  readonly number?: true;
  /** Whether it is a text. */
  readonly text?: true;
}

const INTEGERS = ["0", "1", "2", "3", "-1", "8", "64"];
const NUMBER_LITERALS = [...INTEGERS, "'3'", "2.5", "1e0", ".5", "64.", "-.5", "2147483648", "- 8", "+1", "007"];
const TEXTS = [
  "",
  "a",
  "A",
  "b",
  "node1",
  "node12",
  "NODE1",
  "it's",
  "50%",
  "a_b",
  "\\",
  "a\\b",
  '"',
  "é",
  "É",
  " a ",
  "5",
];
/** Texts and patterns as SQL. */
export const TEXT_LITERALS = [
  ...TEXTS,
  "%",
  "%e_1%",
  "a%",
  "\\%",
  "%\\%",
  "--",
  "/*",
  "$1",
  "a\\",
  "%'%",
  "x".repeat(300),
].map((text) => `'${text.replaceAll("'", "''")}'`);
const dates = (times: string): Pick<Type, "values" | "literals"> => ({
  values: ["2024-02-29", "2025-01-01", "2025-01-02", "infinity"].map((day) => (day === "infinity" ? day : day + times)),
  literals: [
    "'2024-02-29'",
    "'2025-01-01 00:00'",
    "'2025-01-01 12:30'",
    "'today'",
    "'infinity'",
    "'2024-13-01'",
    "'soon'",
  ],
});
/** An integer type. */
export const integer = (sql: string, ...more: string[]): Type => ({
  sql,
  values: [...INTEGERS, ...more],
  literals: [...NUMBER_LITERALS, ...more],
  number: true,
});
const fraction = (sql: string, ...more: string[]): Type => ({
  sql,
  values: ["0", "1", "1.5", "-2.25", "0.1", ...more],
  literals: [...NUMBER_LITERALS, "0.1", "1.50", "-2.25", "'1.5'", "1e-3"],
  number: true,
});
const text = (sql: string): Type => ({ sql, values: TEXTS, literals: TEXT_LITERALS, text: true });

/** Types as `oarproperty` makes them, and as others make them by hand. */
export const TYPES: readonly { weight: number; type: Type }[] = [
  { weight: 4, type: integer("integer", "2147483647", "-2147483648") },
  { weight: 2, type: integer("bigint", "9007199254740993", "9223372036854775807") },
  { weight: 1, type: integer("smallint", "32767") },
  { weight: 4, type: text("varchar(255)") },
  { weight: 2, type: text("text") },
  { weight: 1, type: text('text COLLATE "C"') },
  { weight: 1, type: text("char(6)") },
  { weight: 1, type: fraction("numeric", "1.50", "1e30", "NaN") },
  { weight: 1, type: fraction("numeric(10,2)") },
  { weight: 1, type: fraction("real", "3e38", "-0", "NaN") },
  { weight: 1, type: fraction("double precision", "1e300", "Infinity") },
  {
    weight: 1,
    type: { sql: "boolean", values: ["t", "f"], literals: ["'true'", "'f'", "'yes'", "'0'", "'maybe'", "1"] },
  },
  { weight: 1, type: { sql: "date", ...dates("") } },
  { weight: 1, type: { sql: "timestamp", ...dates(" 12:30") } },
  { weight: 1, type: { sql: "timestamptz", ...dates(" 12:30+02") } },
  { weight: 1, type: { sql: "interval", values: ["1 day", "24:00", "1 mon"], literals: ["'24 hours'", "'P1D'"] } },
  { weight: 1, type: { sql: "inet", values: ["10.0.0.1", "10.0.0.0/8"], literals: ["'10.0.0.1/32'", "'10.0.0.0/8'"] } },
  { weight: 1, type: { sql: "json", values: ["{}", "1"], literals: ["'{}'"] } },
  { weight: 1, type: { sql: "integer[]", values: ["{}", "{1,2}"], literals: ["'{1,2}'", "'{}'"] } },
];

/** Names as `oarproperty` makes them, and as somebody may have made them by hand. */
export const NAMES = [
  ...[
    "mem",
    "cpu",
    "host",
    "gpu_model",
    "lic$type",
    "_x",
    "e",
    "n",
    "type",
    "ids",
    "words",
    "answers",
    "f0",
    "resources",
  ],
  // Words that PostgreSQL keeps for some places only.
  ...["between", "values", "row", "exists", "int", "char", "interval", "time", "precision", "position", "name", "text"],
  ...["user", "order", "select", "true", "null", "not", "like", "in", "is", "desc", "current_user"],
  ...[
    "MEM",
    "GPU Model",
    'we"ird',
    '"',
    "a.b",
    "$1",
    "100%",
    "back\\slash",
    "it's",
    "é",
    "É",
    "日本",
    "x".repeat(63),
    " ",
  ],
];
