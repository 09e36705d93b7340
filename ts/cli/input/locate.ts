/** Where fields stand in the JSON text they were read from. */
import type { FieldPath } from "../../model/index.js";
import { TOKEN, type Token, tokensOf } from "./tokens.js";

/**
 * Finds the offset of the value at a path; see {@link locateAll}.
 *
 * @param text valid JSON
 * @param path keys and indices from the root
 */
export function locate(text: string, path: FieldPath): number {
  return locateAll(text, [path])[0] as number;
}

/**
 * Finds the offsets of the values at some paths, in one go through the text. When a path leads further than the
 * text, as with a missing field, it is the offset of the innermost value on the way. Of equal names in an object
 * the last one counts, as for `JSON.parse`.
 *
 * @param text valid JSON
 * @param paths keys and indices from the root
 */
export function locateAll(text: string, paths: readonly FieldPath[]): number[] {
  const root = new Wanted();
  for (const path of paths) root.want(path);
  const next = tokensOf(text);
  const open: Container[] = [];
  for (let token = next(); token.kind !== TOKEN.end; token = next()) {
    const container = open.at(-1);
    if (container?.takes(token) === false) continue;
    if (token.kind === TOKEN.closeBrace || token.kind === TOKEN.closeBracket) {
      open.pop();
      continue;
    }
    const wanted = container === undefined ? root : container.wanted?.at(container.place());
    wanted?.found(token.offset, container?.wanted);
    if (token.kind === TOKEN.openBrace || token.kind === TOKEN.openBracket) {
      open.push(new Container(wanted, token.kind === TOKEN.openBrace));
    }
  }
  return paths.map((path) => root.offsetOf(path));
}

/** A value that a path leads to or through. */
class Wanted {
  readonly #parts = new Map<string | number, Wanted>();
  #offset = 0;
  /** How often the value was found. */
  #times = 0;
  /** The same of the value around it, when this one was found last. */
  #around = 0;

  want(path: FieldPath): void {
    let wanted: Wanted = this;
    for (const part of path) {
      let inner = wanted.#parts.get(part);
      if (inner === undefined) {
        inner = new Wanted();
        wanted.#parts.set(part, inner);
      }
      wanted = inner;
    }
  }

  at(part: string | number): Wanted | undefined {
    return this.#parts.get(part);
  }

  found(offset: number, around: Wanted | undefined): void {
    this.#offset = offset;
    this.#times += 1;
    this.#around = around === undefined ? 0 : around.#times;
  }

  offsetOf(path: FieldPath): number {
    let wanted: Wanted = this;
    for (const part of path) {
      const inner = wanted.#parts.get(part);
      // What was found inside an earlier value of the same name does not count.
      if (inner === undefined || inner.#times === 0 || inner.#around !== wanted.#times) break;
      wanted = inner;
    }
    return wanted.#offset;
  }
}

/** An object or a list that is being read. */
class Container {
  readonly wanted: Wanted | undefined;
  readonly #isObject: boolean;
  #key: string | null = null;
  #index = -1;

  constructor(wanted: Wanted | undefined, isObject: boolean) {
    this.wanted = wanted;
    this.#isObject = isObject;
  }

  /** Whether a token begins a value of the container or ends it; names and signs between do not. */
  takes({ kind, value }: Token): boolean {
    if (kind === TOKEN.comma) this.#key = null;
    if (kind === TOKEN.comma || kind === TOKEN.colon) return false;
    if (!this.#isObject || this.#key !== null || kind === TOKEN.closeBrace) {
      this.#index += 1;
      return true;
    }
    this.#key = value;
    return false;
  }

  /** Key or index of the value that has begun. */
  place(): string | number {
    return this.#isObject ? (this.#key as string) : this.#index;
  }
}
