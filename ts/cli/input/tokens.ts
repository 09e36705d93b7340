/** The tokens of a JSON text, read one at a time, so that deep nesting needs no deep stack. */
import { createScanner } from "jsonc-parser";

/**
 * Kinds of tokens. The same numbers as jsonc-parser's `SyntaxKind`, which is a `const enum` and so does not exist
 * when the program runs.
 */
export const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  end: 17,
} as const;

const LINE_BREAK = 14;
const TRIVIA = 15;

/** A token: its kind (see {@link TOKEN}; others are no JSON), place, and whether it is spelled wrongly. */
export interface Token {
  readonly kind: number;
  readonly offset: number;
  /** The characters of a string without its quotes and escapes; the text of any other token. */
  readonly value: string;
  /** A string without end, an escape that does not exist, a number that stops early. */
  readonly faulty: boolean;
}

/** Returns a function that gives the next token, and `end` for ever after the last one. White space is left out. */
export function tokensOf(text: string): () => Token {
  const scanner = createScanner(text, false);
  return () => {
    let kind: number = scanner.scan();
    while (kind === TRIVIA || kind === LINE_BREAK) kind = scanner.scan();
    const offset = scanner.getTokenOffset();
    return {
      kind,
      offset,
      value: kind === TOKEN.string ? scanner.getTokenValue() : text.slice(offset, offset + scanner.getTokenLength()),
      faulty: scanner.getTokenError() !== 0,
    };
  };
}
