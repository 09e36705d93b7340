/** Random tables of resources, as administrators may make them, and filters on their columns. */
import fc from "fast-check";
import { quoteName, RESERVED_WORDS } from "../../../ts/database/index.js";
import { integer, NAMES, TEXT_LITERALS, TYPES, type Type } from "./types.js";

/** A column of a random table. */
export interface SiteColumn {
  readonly name: string;
  readonly type: Type;
}

/** A random table and filters on it. */
export interface Site {
  readonly columns: readonly SiteColumn[];
  /** Values by column; `null`: NULL. The ids are 1, 2, 3… */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly filters: readonly string[];
}

/** A choice that is made when it is known among what. */
type Choice = <Item>(items: readonly Item[]) => Item;
const choice: fc.Arbitrary<Choice> = fc.nat({ max: 0xffff }).map((n) => (items) => items[n % items.length] as never);

/** A filter of which the columns are not known yet. */
type Text = (columns: readonly SiteColumn[]) => string;

/** Chooses a column of which something holds; if there is none: a sentence on another one. */
function withColumn(
  pick: Choice,
  columns: readonly SiteColumn[],
  holds: (column: SiteColumn) => unknown,
  sentence: (column: SiteColumn) => string,
): string {
  const some = columns.filter(holds);
  return some.length === 0 ? `${quoteName(pick(columns).name)} IS NOT NULL` : sentence(pick(some));
}

/** A column's name in one of its spellings. */
function spelled({ name }: SiteColumn, pick: Choice): string {
  const plain = /^[a-z_][a-z0-9_$]*$/.test(name) && !RESERVED_WORDS.has(name);
  const quoted = quoteName(name);
  const all = [quoted, `resources.${quoted}`, `Resources . ${quoted}`, `"resources".${quoted}`];
  return pick(plain ? [name, name, name.toUpperCase(), `resources.${name}`, ...all] : all);
}

const negation = fc.constantFrom("", "", "NOT ", "not ");
const comparison = fc.constantFrom("=", "=", "<>", "!=", "<", "<=", ">", ">=");
const made = <Parts extends unknown[]>(
  parts: { [Key in keyof Parts]: fc.Arbitrary<Parts[Key]> },
  build: (...parts: Parts) => Text,
): fc.Arbitrary<Text> => fc.tuple(...(parts as fc.Arbitrary<unknown>[])).map((all) => build(...(all as Parts)));

const compared = made([choice, choice, choice, comparison], (which, how, literal, operator) => (columns) => {
  const column = which(columns);
  return `${spelled(column, how)} ${operator} ${literal(column.type.literals)}`;
});
/** Two columns, of one kind. */
const columnsCompared = made([choice, choice, choice, comparison], (one, other, how, operator) => (columns) => {
  const left = one(columns);
  const same = ({ type }: SiteColumn): boolean =>
    left.type.number || left.type.text
      ? type.number === left.type.number && type.text === left.type.text
      : type === left.type;
  return withColumn(other, columns, same, (right) => `${spelled(left, how)} ${operator} ${spelled(right, how)}`);
});
const numeric = ({ type }: SiteColumn): boolean => type.number === true;
const calculated = made(
  [choice, choice, choice, fc.constantFrom("+", "- ", "*", "+", "*", "/", "%"), comparison, fc.boolean()],
  (one, other, how, operator, compare, twice) => (columns) =>
    withColumn(one, columns, numeric, (left) => {
      const first = `${spelled(left, how)} ${operator} ${other(left.type.literals)}`;
      const all = twice ? `(${first}) * ${spelled(other(columns.filter(numeric)), how)}` : first;
      return `${all} ${compare} ${how(left.type.literals)}`;
    }),
);
const listed = made(
  [choice, choice, fc.array(choice, { minLength: 1, maxLength: 12 }), negation],
  (which, how, items, no) => (columns) => {
    const column = which(columns);
    return `${spelled(column, how)} ${no}IN (${items.map((item) => item(column.type.literals)).join(", ")})`;
  },
);
const like = made(
  [choice, choice, choice, negation, fc.constantFrom("LIKE", "ilike")],
  (which, how, pattern, no, word) => (columns) =>
    withColumn(
      which,
      columns,
      ({ type }) => type.text,
      (column) => `${spelled(column, how)} ${no}${word} ${pattern(TEXT_LITERALS)}`,
    ),
);
const between = made([choice, choice, choice, negation], (which, how, bound, no) => (columns) => {
  const column = which(columns);
  return `${spelled(column, how)} ${no}BETWEEN ${bound(column.type.literals)} AND ${how(column.type.literals)}`;
});
const isNull = made(
  [choice, choice, negation],
  (which, how, no) => (columns) => `${spelled(which(columns), how)} IS ${no}NULL`,
);
/** Without a column: PostgreSQL works them out before it looks at a row. */
const constant = fc
  .constantFrom(
    ...["TRUE", "false", "1 = 1", "1 > 2.5", "'a' = 'b'", "'a' < 'B'", "'5' = 5", "'a' LIKE '_'", "'x' IS NULL"],
    ...["1 / 0 = 1", "1 = '1' + 1", "'3' BETWEEN 1 AND 4.5", "'3' not between 1 and 2147483648", "2 IN ('2', 3.0)"],
    ...["'b' IN ('a', 'b')", "2147483647 + 1 > 0", "'a' = 1", "'5' + 1 > '5'", "1e30 * 1e30 > 1"],
  )
  .map(
    (words): Text =>
      () =>
        words,
  );
/** A column and what is written for another type. */
const mistyped = made(
  [choice, choice, choice, comparison],
  (which, how, literal, operator) => (columns) =>
    `${spelled(which(columns), how)} ${operator} ${literal(["'a'", "5", "2.5", "'5'", "''", "'2024-13-01'", "'maybe'"])}`,
);
const predicate = fc.oneof(
  { weight: 24, arbitrary: compared },
  { weight: 6, arbitrary: columnsCompared },
  { weight: 8, arbitrary: calculated },
  { weight: 8, arbitrary: listed },
  { weight: 8, arbitrary: like },
  { weight: 6, arbitrary: between },
  { weight: 6, arbitrary: isNull },
  { weight: 1, arbitrary: constant },
  { weight: 1, arbitrary: mistyped },
);
const joined =
  (parts: readonly Text[], word: string): Text =>
  (columns) =>
    parts.map((part) => part(columns)).join(word);
const filter: fc.Arbitrary<Text> = fc.letrec<{ or: Text; and: Text; not: Text }>((tie) => ({
  or: fc.array(tie("and"), { minLength: 1, maxLength: 2 }).map((parts) => joined(parts, " OR ")),
  and: fc.array(tie("not"), { minLength: 1, maxLength: 2 }).map((parts) => joined(parts, " and ")),
  not: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 5, arbitrary: predicate },
    predicate.map(
      (part): Text =>
        (columns) =>
          `NOT ${part(columns)}`,
    ),
    fc.tuple(negation, tie("or")).map(
      ([no, part]): Text =>
        (columns) =>
          `${no}(${part(columns)})`,
    ),
  ),
})).or;

const type = fc.oneof(...TYPES.map(({ weight, type }) => ({ weight, arbitrary: fc.constant(type) })));

/** The column that every table has. */
const RESOURCE_ID: SiteColumn = { name: "resource_id", type: integer("bigint") };

/** Tables with filters. */
export const site: fc.Arbitrary<Site> = fc
  .record({
    columns: fc.uniqueArray(fc.record({ name: fc.constantFrom(...NAMES), type }), {
      minLength: 1,
      maxLength: 7,
      selector: ({ name }) => name,
    }),
    rows: fc.array(fc.array(fc.option(choice, { freq: 5 }), { minLength: 7, maxLength: 7 }), {
      minLength: 1,
      maxLength: 12,
    }),
    filters: fc.array(filter, { minLength: 1, maxLength: 10, size: "max" }),
  })
  .map(({ columns, rows, filters }) => ({
    columns,
    rows: rows.map((row) => columns.map(({ type: { values } }, index) => row[index]?.(values) ?? null)),
    filters: filters.map((text) => text([...columns, RESOURCE_ID])),
  }));
