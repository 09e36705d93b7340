/** Commands of the configuration as argument vectors (section 10.2 of the database reference). */
import { ConfigurationError } from "../../database/index.js";

/**
 * Splits a configured command at white space. Single and double quotes group, also in the middle of a word, and are
 * taken away; nothing else has a meaning: no escapes, no variables, no patterns.
 *
 * @param key the key of `oar.conf`, for the error
 * @returns at least one word; `""` in the command is an empty one
 * @throws ConfigurationError a quote is not closed, or there is no word; the command itself is not in the message,
 *   as it may hold a secret
 */
export function splitCommand(text: string, key: string | null = null): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: { readonly mark: string; readonly place: number } | null = null;
  for (const [index, character] of [...text].entries()) {
    if (quote !== null) {
      if (character === quote.mark) quote = null;
      else word += character;
    } else if (character === "'" || character === '"') {
      quote = { mark: character, place: index + 1 };
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? "") + character;
    }
  }
  if (quote !== null) throw fault(key, `the quote at character ${quote.place} is not closed`);
  if (word !== null) words.push(word);
  if (words.length === 0 || words[0] === "") throw fault(key, "there is no program in it");
  return words;
}

function fault(key: string | null, what: string): ConfigurationError {
  const file = "oar.conf";
  const message = `${key === null ? file : `${file}, ${key}`}: expected a command, but ${what}`;
  return new ConfigurationError([{ file, line: null, key, message }]);
}
