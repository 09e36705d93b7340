/** Writes a filter as SQL again: every name quoted, every number and text a parameter. */
import type { Condition, Filter, Literal, Operand } from "./tree.js";

/** A piece of SQL for a WHERE clause. */
export interface RenderedFilter {
  /** In parentheses. */
  readonly text: string;
  /** Texts for `$first`, `$(first + 1)`… in their order. */
  readonly parameters: readonly string[];
}

/**
 * Writes a filter. PostgreSQL works out NULL and converts types exactly as in the text that was read: a text has no
 * type until it is compared, a number has the type that PostgreSQL gives to what is written so.
 *
 * @param first number of the first parameter
 */
export function renderFilter({ condition }: Filter, first = 1): RenderedFilter {
  const parameters: string[] = [];

  const bound = (text: string, type: string): string => {
    parameters.push(text);
    return `$${first + parameters.length - 1}${type}`;
  };
  const literal = (value: Literal): string =>
    bound(value.text, value.kind === "number" ? `::${numberType(value.text)}` : "");
  const operand = (value: Operand): string => {
    switch (value.kind) {
      case "column":
        return `resources.${quoteName(value.name)}`;
      case "arithmetic": {
        const first = operand(value.first);
        return `(${first}${value.rest.map((step) => ` ${step.operator} ${operand(step.operand)}`).join("")})`;
      }
      default:
        return literal(value);
    }
  };
  /** As PostgreSQL takes BETWEEN apart: a parameter has one type only, and the text has one for each bound. */
  const betweenOfText = ({ negated, operand: text, low, high }: Between): string => {
    const [below, above, word] = negated ? ["<", ">", "OR"] : [">=", "<=", "AND"];
    return `(${operand(text)} ${below} ${literal(low)} ${word} ${operand(text)} ${above} ${literal(high)})`;
  };
  const write = (node: Condition): string => {
    switch (node.kind) {
      case "and":
      case "or":
        return `(${node.parts.map(write).join(` ${node.kind.toUpperCase()} `)})`;
      case "not":
        return `(NOT ${write(node.part)})`;
      case "constant":
        return node.value ? "TRUE" : "FALSE";
      case "compare":
        return `(${operand(node.left)} ${node.operator} ${operand(node.right)})`;
      case "in":
        return `(${operand(node.operand)}${not(node)} IN (${node.list.map(literal).join(", ")}))`;
      case "like":
        return `(${operand(node.operand)}${not(node)} ${node.exact ? "LIKE" : "ILIKE"} ${bound(node.pattern, "")})`;
      case "null": {
        // Alone a parameter has no type to take.
        const alone = node.operand.kind === "string" ? "::text" : "";
        return `(${operand(node.operand)}${alone} IS${not(node)} NULL)`;
      }
      case "between":
        return node.operand.kind === "string"
          ? betweenOfText(node)
          : `(${operand(node.operand)}${not(node)} BETWEEN ${literal(node.low)} AND ${literal(node.high)})`;
    }
  };
  return { text: write(condition), parameters };
}

type Between = Extract<Condition, { kind: "between" }>;

/** A name as SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const not = ({ negated }: { negated: boolean }): string => (negated ? " NOT" : "");

const INT4 = 2n ** 31n;
const INT8 = 2n ** 63n;

/** The type that PostgreSQL gives to a number that is written so. */
function numberType(text: string): string {
  if (!/^-?\d+$/.test(text)) return "numeric";
  const value = BigInt(text);
  if (value >= -INT4 && value < INT4) return "int4";
  return value >= -INT8 && value < INT8 ? "int8" : "numeric";
}
