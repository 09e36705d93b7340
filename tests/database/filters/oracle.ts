/** What PostgreSQL's own parser makes of a filter, in the words of our tree. */
import { loadModule, parseSync } from "libpg-query";
import type { Condition, Operand } from "../../../ts/database/index.js";

await loadModule();

/** A tree without the freedom of writing: calculations of two operands, AND and OR as flat as they can be. */
export type Plain = readonly [string, ...(Plain | string)[]];

/** A node of the parser's tree: one key, the kind, and what it holds. */
type Node = Readonly<Record<string, Fields>>;
// biome-ignore lint/suspicious/noExplicitAny: the parser's tree has some hundred kinds of nodes.
type Fields = any;

/** PostgreSQL has another meaning than any of ours, or none. */
class Foreign extends Error {}

/** What PostgreSQL understands; `null`: nothing, or what is not in the grammar of filters. */
export function oracle(text: string): Plain | null {
  let parsed: Fields;
  try {
    parsed = parseSync(`SELECT resource_id FROM resources WHERE ${text}`);
  } catch {
    return null;
  }
  const [statement, ...more] = parsed.stmts;
  const { whereClause, ...rest } = statement.stmt.SelectStmt ?? {};
  const clauses = Object.keys(rest).filter((key) => !["targetList", "fromClause", "limitOption", "op"].includes(key));
  if (more.length > 0 || clauses.length > 0 || whereClause === undefined) return null;
  try {
    return condition(whereClause);
  } catch (error) {
    if (error instanceof Foreign) return null;
    throw error;
  }
}

function condition(node: Node): Plain {
  const [kind, value] = Object.entries(node)[0] as [string, Fields];
  if (kind === "BoolExpr") {
    const word = { AND_EXPR: "and", OR_EXPR: "or", NOT_EXPR: "not" }[value.boolop as "AND_EXPR"];
    return flat(word, value.args.map(condition));
  }
  if (kind === "A_Const" && value.boolval !== undefined) return [value.boolval.boolval === true ? "true" : "false"];
  if (kind === "NullTest") return [value.nulltesttype === "IS_NULL" ? "null" : "not null", operand(value.arg)];
  if (kind !== "A_Expr" || value.name?.length !== 1) throw new Foreign();
  const name: string = value.name[0].String.sval;
  const list = (): Plain[] => value.rexpr.List.items.map(literal);
  switch (value.kind) {
    case "AEXPR_OP":
      if (!["=", "<>", "<", "<=", ">", ">="].includes(name)) throw new Foreign();
      return [name, operand(value.lexpr), operand(value.rexpr)];
    case "AEXPR_IN":
      return [name === "=" ? "in" : "not in", operand(value.lexpr), ...list()];
    case "AEXPR_LIKE":
    case "AEXPR_ILIKE":
      if (value.rexpr.A_Const?.sval === undefined) throw new Foreign();
      return [name, operand(value.lexpr), literal(value.rexpr)];
    case "AEXPR_BETWEEN":
    case "AEXPR_NOT_BETWEEN":
      return [value.kind === "AEXPR_BETWEEN" ? "between" : "not between", operand(value.lexpr), ...list()];
    default:
      throw new Foreign();
  }
}

function operand(node: Node): Plain {
  const { ColumnRef: column, A_Expr: calculation } = node;
  if (column !== undefined) {
    const names: string[] = column.fields.map((field: Fields) => field.String?.sval ?? "*");
    if (names.length > 2 || (names.length === 2 && names[0] !== "resources")) throw new Foreign();
    return ["column", names.at(-1) as string];
  }
  if (calculation === undefined || calculation.lexpr === undefined) return literal(node);
  const name: string = calculation.name[0].String.sval;
  if (calculation.kind !== "AEXPR_OP" || !["+", "-", "*", "/", "%"].includes(name)) throw new Foreign();
  return [name, operand(calculation.lexpr), operand(calculation.rexpr)];
}

function literal(node: Node): Plain {
  const { A_Const: value, A_Expr: signed } = node;
  if (signed?.kind === "AEXPR_OP" && signed.name[0].String.sval === "+" && signed.lexpr === undefined) {
    const inner = literal(signed.rexpr);
    if (inner[0] === "number" && !String(inner[1]).startsWith("-")) return inner;
  }
  if (value?.ival !== undefined) return ["number", String(value.ival.ival ?? 0)];
  if (value?.fval !== undefined) return ["number", value.fval.fval];
  if (value?.sval !== undefined) return ["string", value.sval.sval ?? ""];
  throw new Foreign();
}

/** Our tree in the same words. */
export function plain(node: Condition): Plain {
  switch (node.kind) {
    case "and":
    case "or":
      return flat(node.kind, node.parts.map(plain));
    case "not":
      return ["not", plain(node.part)];
    case "constant":
      return [String(node.value)];
    case "compare":
      return [node.operator, plainOperand(node.left), plainOperand(node.right)];
    case "in":
      return [node.negated ? "not in" : "in", plainOperand(node.operand), ...node.list.map(plainOperand)];
    case "like":
      return [
        `${node.negated ? "!" : ""}~~${node.exact ? "" : "*"}`,
        plainOperand(node.operand),
        ["string", node.pattern],
      ];
    case "null":
      return [node.negated ? "not null" : "null", plainOperand(node.operand)];
    case "between": {
      const word = node.negated ? "not between" : "between";
      return [word, plainOperand(node.operand), plainOperand(node.low), plainOperand(node.high)];
    }
  }
}

function plainOperand(node: Operand): Plain {
  switch (node.kind) {
    case "column":
      return ["column", node.name];
    case "string":
      return ["string", node.text];
    case "number": {
      // The parser shows an int4 as a number, everything else as it was written.
      const value = Number(node.text);
      const short = /^-?\d+$/.test(node.text) && Math.abs(value) < 2 ** 31;
      return ["number", short ? String(value === 0 ? 0 : value) : node.text];
    }
    case "arithmetic":
      return node.rest.reduce<Plain>(
        (left, { operator, operand }) => [operator, left, plainOperand(operand)],
        plainOperand(node.first),
      );
  }
}

function flat(word: string, parts: readonly Plain[]): Plain {
  return [word, ...parts.flatMap((part) => (part[0] === word && word !== "not" ? (part.slice(1) as Plain[]) : [part]))];
}
