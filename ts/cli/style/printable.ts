/** Texts of others, made safe to print. */

// Control characters (C0, DEL, C1), line and paragraph separators, and the marks that reorder a line.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Replaces what could move the cursor, colour the terminal or reorder the line by its escape (`\u001b`): names of
 * jobs and users come from other people.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
