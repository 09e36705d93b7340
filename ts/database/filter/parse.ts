/** Reads a property filter (section 1.6 of the database reference). */
import { describe } from "../../model/index.js";
import { FILTER_LIMITS, type FilterCode, FilterError } from "./error.js";
import { RESERVED } from "./keywords.js";
import { exponentOf, type Token, tokensOf } from "./tokens.js";
import type { Comparison, Condition, Filter, Literal, Operand } from "./tree.js";

/** Something that knows the columns of `resources` by their exact names. */
export interface KnownColumns {
  has(column: string): boolean;
}

/**
 * Reads one fragment, `jobs.properties` or `res_group_property`, by itself: `) or (` cannot get out of it.
 *
 * @returns `null`: there is no text but white space, and so no condition
 * @throws FilterError
 */
export function parseFilter(text: string | null, columns: KnownColumns): Filter | null {
  const tokens = tokensOf(text ?? "");
  return tokens.length === 1 ? null : new Parser(tokens, columns).filter();
}

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map(
  (["=", "<>", "<", "<=", ">", ">="] as const).map((operator) => [operator as string, operator]),
).set("!=", "<>");

/** What a parenthesis may hold: a condition, or an operand that is calculated, which may have some digits. */
type Node = { readonly condition: Condition } | { readonly operand: Operand; readonly digits: number };

/** Digits of a column. */
const COLUMN_DIGITS = 20;

class Parser {
  readonly #tokens: readonly Token[];
  readonly #known: KnownColumns;
  readonly #columns = new Set<string>();
  #at = 0;
  #depth = 0;
  #operands = 0;

  constructor(tokens: readonly Token[], known: KnownColumns) {
    this.#tokens = tokens;
    this.#known = known;
  }

  filter(): Filter {
    const condition = this.#condition(this.#or());
    if (this.#token.kind !== "end") this.#refuse("expected the end");
    return { condition, columns: this.#columns };
  }

  #or(): Node {
    return this.#chain("or", () => this.#chain("and", () => this.#not()));
  }

  /** Parts with the same word between them. */
  #chain(word: "or" | "and", part: () => Node): Node {
    const first = part();
    if (!this.#isWord(word)) return first;
    const parts = [this.#condition(first)];
    while (this.#takeWord(word)) parts.push(this.#condition(part()));
    return { condition: { kind: word, parts } };
  }

  #not(): Node {
    if (!this.#takeWord("not")) return this.#predicate();
    return { condition: { kind: "not", part: this.#condition(this.#predicate()) } };
  }

  #predicate(): Node {
    for (const value of [true, false]) {
      if (this.#takeWord(String(value))) return { condition: { kind: "constant", value } };
    }
    const node = this.#sum();
    if ("condition" in node) return node;
    const { operand } = node;
    const comparison = this.#token.kind === "symbol" ? COMPARISONS.get(this.#token.text) : undefined;
    if (comparison !== undefined) {
      this.#at++;
      return { condition: { kind: "compare", operator: comparison, left: operand, right: this.#operand(this.#sum()) } };
    }
    if (this.#takeWord("is")) {
      const negated = this.#takeWord("not");
      if (!this.#takeWord("null")) this.#refuse("expected NULL");
      return { condition: { kind: "null", negated, operand } };
    }
    const negated = this.#takeWord("not");
    const condition = this.#membership(operand, negated);
    if (condition === null && negated) this.#refuse("expected IN, LIKE, ILIKE or BETWEEN");
    return condition === null ? node : { condition };
  }

  /** IN, LIKE, ILIKE or BETWEEN; `null`: none of them. */
  #membership(operand: Operand, negated: boolean): Condition | null {
    if (this.#takeWord("in")) {
      if (!this.#takeSymbol("(")) this.#refuse("expected a list in parentheses");
      const list = [this.#literal()];
      while (this.#takeSymbol(",")) list.push(this.#literal());
      if (!this.#takeSymbol(")")) this.#refuse("expected a closing parenthesis");
      return { kind: "in", negated, operand, list };
    }
    for (const word of ["like", "ilike"]) {
      if (!this.#takeWord(word)) continue;
      const pattern = this.#literal();
      if (pattern.kind !== "string") this.#refuse("expected a text as pattern", -1);
      return { kind: "like", negated, exact: word === "like", operand, pattern: pattern.text };
    }
    if (!this.#takeWord("between")) return null;
    const low = this.#literal();
    if (!this.#takeWord("and")) this.#refuse("expected AND");
    return { kind: "between", negated, operand, low, high: this.#literal() };
  }

  #sum(): Node {
    return this.#arithmetic(["+", "-"], () => this.#arithmetic(["*", "/", "%"], () => this.#factor()));
  }

  /** Operands with operators of one precedence between them. */
  #arithmetic(operators: readonly string[], part: () => Node): Node {
    const node = part();
    const operator = (): string | null => {
      const token = this.#token;
      return token.kind === "symbol" && operators.includes(token.text) ? token.text : null;
    };
    if (operator() === null) return node;
    const first = this.#operand(node);
    const rest: { operator: string; operand: Operand }[] = [];
    let digits = digitsOf(node);
    for (let next = operator(); next !== null; next = operator()) {
      this.#at++;
      const other = part();
      rest.push({ operator: next, operand: this.#operand(other) });
      digits = digitsAfter(next, digits, digitsOf(other));
      if (digits > FILTER_LIMITS.calculation) this.#refuse("a calculation with too large a result", -1, "too_large");
    }
    return { operand: { kind: "arithmetic", first, rest }, digits };
  }

  #factor(): Node {
    if (this.#takeSymbol("(")) {
      if (++this.#depth > FILTER_LIMITS.depth) {
        this.#refuse(`more than ${FILTER_LIMITS.depth} parentheses inside each other`, -1, "too_large");
      }
      const node = this.#or();
      if ("operand" in node && node.operand.kind !== "arithmetic") {
        this.#refuse("expected a condition or a calculation in the parentheses, not a single value");
      }
      if (!this.#takeSymbol(")")) this.#refuse("expected a closing parenthesis");
      this.#depth--;
      return node;
    }
    const token = this.#token;
    if (token.kind === "name") return { operand: this.#column(token), digits: COLUMN_DIGITS };
    const operand = this.#literal();
    return { operand, digits: operand.text.length + exponentOf(operand.text) };
  }

  /** A number, with a sign perhaps, or a text. */
  #literal(): Literal {
    const minus = this.#takeSymbol("-");
    const signed = minus || this.#takeSymbol("+");
    const token = this.#token;
    if (token.kind !== "number" && (token.kind !== "string" || signed)) this.#refuse("expected a number or a text");
    const { kind, text } = token as { kind: "number" | "string"; text: string };
    this.#at++;
    this.#count();
    return { kind, text: minus ? `-${text}` : text };
  }

  #column(first: Extract<Token, { kind: "name" }>): Operand {
    this.#checkName(first);
    this.#at++;
    let token = first;
    if (this.#takeSymbol(".")) {
      const second = this.#token;
      if (first.text !== "resources" || second.kind !== "name") this.#refuse("expected a column of resources", -1);
      token = second as typeof first;
      this.#at++;
    }
    if (!this.#known.has(token.text)) {
      this.#at--;
      this.#refuse(`no column of resources has the name ${describe(token.text)}`, 0, "unknown_column");
    }
    this.#count();
    this.#columns.add(token.text);
    return { kind: "column", name: token.text };
  }

  #checkName(token: Extract<Token, { kind: "name" }>): void {
    if (!token.quoted && RESERVED.has(token.text)) this.#refuse("expected a column, a number or a text");
  }

  #condition(node: Node): Condition {
    if ("condition" in node) return node.condition;
    return this.#refuse("expected a comparison");
  }

  #operand(node: Node): Operand {
    if ("operand" in node) return node.operand;
    return this.#refuse("expected a column, a number or a text in the place of a condition");
  }

  #count(): void {
    if (++this.#operands > FILTER_LIMITS.operands) {
      this.#refuse(`more than ${FILTER_LIMITS.operands} columns, numbers and texts`, 0, "too_large");
    }
  }

  get #token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #isWord(word: string): boolean {
    const token = this.#token;
    return token.kind === "name" && !token.quoted && token.text === word;
  }

  #takeWord(word: string): boolean {
    const is = this.#isWord(word);
    if (is) this.#at++;
    return is;
  }

  #takeSymbol(symbol: string): boolean {
    const token = this.#token;
    const is = token.kind === "symbol" && token.text === symbol;
    if (is) this.#at++;
    return is;
  }

  /** @param offset of the word that is wrong, from the present one */
  #refuse(what: string, offset = 0, code: FilterCode = "malformed"): never {
    const token = this.#tokens[this.#at + offset] as Token;
    const found = token.kind === "end" ? "the end" : describe(token.text);
    const suffix = code === "malformed" ? `, found ${found}` : "";
    throw new FilterError(code, `${what}${suffix} at character ${token.position + 1}`, token.position);
  }
}

function digitsOf(node: Node): number {
  return "operand" in node ? node.digits : 0;
}

/** Digits that the result of an operation may have: what multiplies adds them up. */
function digitsAfter(operator: string, left: number, right: number): number {
  if (operator === "*") return left + right;
  return operator === "/" ? left + right + COLUMN_DIGITS : Math.max(left, right) + 1;
}
