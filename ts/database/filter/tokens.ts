/**
 * The words of a property filter, cut as PostgreSQL cuts them (scan.l), as far as the grammar knows them. What
 * PostgreSQL would cut otherwise is refused here.
 */
import { describe } from "../../model/index.js";
import { FILTER_LIMITS, FilterError } from "./error.js";

/** One word. */
export type Token = { readonly position: number } & (
  | { readonly kind: "name"; readonly text: string; readonly quoted: boolean }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "symbol"; readonly text: string }
  | { readonly kind: "end" }
);

/** The vertical tab is white space only from PostgreSQL 16 on. */
const SPACE = /[ \t\n\r\f]*/y;
/** Everything beyond ASCII is a letter; only ASCII letters are folded. */
const NAME = /[A-Za-z_\u0080-\u{10FFFF}][\w$\u0080-\u{10FFFF}]*/uy;
const QUOTED = /"((?:[^"]|"")+)"/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const STRING = /'((?:[^']|'')*)'/y;
const OPERATOR = /[-+*/<>=~!@#%^&|`?]+/y;
const SINGLE = /[(),.]/y;

/** Bytes that a name has at most. */
const NAME_BYTES = 63;

/** The operators of the grammar. */
const OPERATORS = new Set(["=", "<>", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"]);

/**
 * Cuts a text into words; the last one is the end.
 *
 * @throws FilterError `too_large`, `malformed`
 */
export function tokensOf(text: string): Token[] {
  if (text.length > FILTER_LIMITS.length) {
    throw new FilterError("too_large", `it has ${text.length} characters, more than ${FILTER_LIMITS.length}`);
  }
  if (/[\0\u{D800}-\u{DFFF}]/u.test(text)) {
    throw new FilterError("malformed", "it has a character that no text of the database can have");
  }
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = match(pattern);
    if (found !== null) at += found[0].length;
    return found;
  };
  for (;;) {
    take(SPACE);
    const position = at;
    const refuse = (what: string): never => {
      throw new FilterError("malformed", `${what} at character ${position + 1}`, position);
    };
    if (at === text.length) {
      tokens.push({ kind: "end", position });
      return tokens;
    }
    let found = take(NAME);
    if (found !== null) {
      tokens.push({ kind: "name", text: clipped(folded(found[0])), quoted: false, position });
      continue;
    }
    found = take(NUMBER);
    if (found !== null) {
      // `1a`, `1_000`, `0x1F` and `1..2` are something else in one version of PostgreSQL or another.
      if (match(NAME) !== null || text[at] === ".") refuse(`a number with ${describe(text[at])} behind it`);
      tokens.push({ kind: "number", text: checkedNumber(found[0], position), position });
      continue;
    }
    found = take(QUOTED);
    if (found !== null) {
      const name = clipped((found[1] as string).replaceAll('""', '"'));
      tokens.push({ kind: "name", text: name, quoted: true, position });
      continue;
    }
    found = take(STRING);
    if (found !== null) {
      tokens.push({ kind: "string", text: (found[1] as string).replaceAll("''", "'"), position });
      continue;
    }
    found = take(SINGLE);
    if (found !== null) {
      tokens.push({ kind: "symbol", text: found[0], position });
      continue;
    }
    found = match(OPERATOR) ?? refuse(`unexpected ${describe(text[at])}`);
    if (/--|\/\*/.test(found[0])) refuse("a comment");
    const operator = cut(found[0]);
    if (!OPERATORS.has(operator)) refuse(`an unknown operator ${describe(operator)}`);
    at += operator.length;
    tokens.push({ kind: "symbol", text: operator, position });
  }
}

/** PostgreSQL's rule: an operator ends in + or - only if it is one alone, or has an unusual character in it. */
function cut(run: string): string {
  return run.length > 1 && !/[~!@#%^&|`?]/.test(run) ? run[0] + run.slice(1).replace(/[+-]+$/, "") : run;
}

function folded(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** PostgreSQL cuts a longer name off, between characters. */
function clipped(name: string): string {
  if (name.length * 3 <= NAME_BYTES) return name;
  const { read } = new TextEncoder().encodeInto(name, new Uint8Array(NAME_BYTES));
  return name.slice(0, read);
}

function checkedNumber(text: string, position: number): string {
  if (text.length <= FILTER_LIMITS.digits && exponentOf(text) <= FILTER_LIMITS.exponent) return text;
  throw new FilterError("too_large", `too large a number at character ${position + 1}`, position);
}

/** The exponent of a number, without its sign; 0: it has none. */
export function exponentOf(text: string): number {
  return Math.abs(Number(/[eE]([+-]?\d+)\s*$/.exec(text)?.[1] ?? 0));
}
