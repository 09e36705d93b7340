/** Where a field stands in the JSON text it was read from. */
import type { FieldPath } from "../../model/index.js";
import { TOKEN, tokensOf } from "./tokens.js";

/**
 * Finds the offset of the value at a path. When the path leads further than the text, as with a missing field, it
 * is the offset of the innermost value on the way. Of equal names in an object the last one counts, as for `JSON.parse`.
 *
 * @param text valid JSON
 * @param path keys and indices from the root
 */
export function locate(text: string, path: FieldPath): number {
  let at = tokensOf(text)().offset;
  for (const part of path) {
    const child = locateChild(text, at, part);
    if (child === null) break;
    at = child;
  }
  return at;
}

/** Offset of a member or item of the value at an offset, or `null` when it has none of that name. */
function locateChild(text: string, at: number, part: string | number): number | null {
  const tokens = tokensOf(text.slice(at));
  const opening = tokens().kind;
  if (opening !== TOKEN.openBrace && opening !== TOKEN.openBracket) return null;
  let found: number | null = null;
  let key = "";
  let index = 0;
  let depth = 1;
  let previous: number = opening;
  while (depth > 0) {
    const token = tokens();
    if (token.kind === TOKEN.end) return found;
    if (depth === 1 && beginsValue(opening, previous, token.kind)) {
      if (opening === TOKEN.openBracket && index === part) return at + token.offset;
      if (opening === TOKEN.openBrace && key === part) found = at + token.offset;
      index += 1;
    } else if (depth === 1 && token.kind === TOKEN.string) {
      key = token.value;
    }
    if (token.kind === TOKEN.openBrace || token.kind === TOKEN.openBracket) depth += 1;
    if (token.kind === TOKEN.closeBrace || token.kind === TOKEN.closeBracket) depth -= 1;
    previous = token.kind;
  }
  return found;
}

function beginsValue(opening: number, previous: number, kind: number): boolean {
  if (opening === TOKEN.openBrace) return previous === TOKEN.colon;
  return (previous === TOKEN.openBracket || previous === TOKEN.comma) && kind !== TOKEN.closeBracket;
}
