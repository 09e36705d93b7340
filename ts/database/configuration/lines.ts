/** The lines of `oar.conf`: assignments, comments, and what is neither (section 10.7 of the database reference). */

/** What a line gives to a key. */
export interface AssignedText {
  /** From 1. */
  readonly line: number;
  /** The value without its quotes; never empty. */
  readonly text: string;
  /** What is wrong with the quotes, as a phrase; `null`: nothing. */
  readonly fault: string | null;
}

/** What was read. */
export interface Lines {
  /** The last assignment of each key. An empty one removes the key: it is the same as a missing one. */
  readonly values: ReadonlyMap<string, AssignedText>;
  /** Lines, from 1, that are neither blank, nor a comment, nor an assignment. */
  readonly ignored: readonly number[];
}

/**
 * Reads `KEY=value` lines. The file is made to be sourced by a shell, but there is no `export`, no line
 * that goes on, no expansion and no escape.
 */
export function readLines(content: string): Lines {
  const values = new Map<string, AssignedText>();
  const ignored: number[] = [];
  const lines = content.replace(/^\uFEFF/, "").split("\n");
  for (const [index, whole] of lines.entries()) {
    const line = whole.trim();
    if (line === "" || line.startsWith("#")) continue;
    const equals = line.indexOf("=");
    const key = line.slice(0, Math.max(equals, 0)).trimEnd();
    if (!/^[A-Za-z_]\w*$/.test(key)) {
      ignored.push(index + 1);
      continue;
    }
    const { text, fault } = readValue(line.slice(equals + 1));
    if (text === "" && fault === null) values.delete(key);
    else values.set(key, { line: index + 1, text, fault });
  }
  return { values, ignored };
}

/** Reads what stands after the `=`. */
function readValue(rest: string): { text: string; fault: string | null } {
  const value = rest.trimStart();
  const quote = value[0];
  if (quote !== '"' && quote !== "'") {
    // A comment begins with a # after white space; `pa#ss` is kept whole.
    const comment = rest.search(/\s#/);
    return { text: (comment < 0 ? rest : rest.slice(0, comment)).trim(), fault: null };
  }
  const end = value.indexOf(quote, 1);
  if (end < 0) return { text: "", fault: `a closing ${quote}` };
  const after = value.slice(end + 1);
  const fault = /^\s*(?:#|$)/.test(after) ? null : `nothing but a comment after the closing ${quote}`;
  return { text: value.slice(1, end), fault };
}
