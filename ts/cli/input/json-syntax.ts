/** What is wrong with a text that is no JSON, and where. `JSON.parse` says neither in a form to rely on. */
import { describe } from "../../model/index.js";
import { TOKEN, type Token, tokensOf } from "./tokens.js";

/** The first thing that is wrong in a text. */
export interface SyntaxFault {
  readonly offset: number;
  /** What could stand there. */
  readonly expected: string;
  /** What stands there. */
  readonly found: string;
  /** All before it is a whole JSON value. */
  readonly afterEnd: boolean;
}

const SCALARS: ReadonlySet<number> = new Set([TOKEN.null, TOKEN.true, TOKEN.false, TOKEN.string, TOKEN.number]);

/** What may come next. `first` states also allow the closing bracket. */
type State = "value" | "firstItem" | "firstKey" | "key" | "colon" | "afterItem" | "afterMember" | "end";

const EXPECTED: Record<State, string> = {
  value: "a value",
  firstItem: 'a value or "]"',
  firstKey: 'a field name in double quotes or "}"',
  key: "a field name in double quotes",
  colon: '":"',
  afterItem: '"," or "]"',
  afterMember: '"," or "}"',
  end: "the end of the text",
};

/** Finds the first fault of a text by the grammar of JSON (RFC 8259); `null` when there is none. */
export function findSyntaxFault(text: string): SyntaxFault | null {
  const next = tokensOf(text);
  const open: number[] = [];
  let state: State = "value";
  for (;;) {
    const token = next();
    if (state === "end" && token.kind === TOKEN.end) return null;
    const following: State | null = token.faulty ? null : step(state, token.kind, open);
    if (following === null) {
      return { offset: token.offset, expected: EXPECTED[state], found: show(token), afterEnd: state === "end" };
    }
    state = following;
  }
}

/** The state after a token, or `null` when the token may not stand here. `open` is the stack of open brackets. */
function step(state: State, kind: number, open: number[]): State | null {
  switch (state) {
    case "firstItem":
      return kind === TOKEN.closeBracket ? close(open) : value(kind, open);
    case "value":
      return value(kind, open);
    case "firstKey":
      return kind === TOKEN.closeBrace ? close(open) : kind === TOKEN.string ? "colon" : null;
    case "key":
      return kind === TOKEN.string ? "colon" : null;
    case "colon":
      return kind === TOKEN.colon ? "value" : null;
    case "afterItem":
      return kind === TOKEN.comma ? "value" : kind === TOKEN.closeBracket ? close(open) : null;
    case "afterMember":
      return kind === TOKEN.comma ? "key" : kind === TOKEN.closeBrace ? close(open) : null;
    case "end":
      return null;
  }
}

function value(kind: number, open: number[]): State | null {
  if (SCALARS.has(kind)) return after(open);
  if (kind !== TOKEN.openBrace && kind !== TOKEN.openBracket) return null;
  open.push(kind);
  return kind === TOKEN.openBrace ? "firstKey" : "firstItem";
}

function close(open: number[]): State {
  open.pop();
  return after(open);
}

function after(open: readonly number[]): State {
  const innermost = open[open.length - 1];
  if (innermost === undefined) return "end";
  return innermost === TOKEN.openBrace ? "afterMember" : "afterItem";
}

function show(token: Token): string {
  if (token.kind === TOKEN.end) return "the end of the text";
  if (token.kind === TOKEN.string) return token.faulty ? `the broken text ${describe(token.value)}` : "a text";
  return describe(token.value);
}
