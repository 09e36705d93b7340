/** The base of every error this package throws on purpose, and the error of a bad input. */

/** Every error of this package is one of these; `code` is stable, `message` is for people. */
export abstract class RedoxError extends Error {
  /** Stable name of what went wrong. */
  abstract readonly code: string;
}

/**
 * Codes of a bad input.
 *
 * - `invalid_json`: the text is no JSON.
 * - `missing`: a required field is absent.
 * - `wrong_type`: a value has another type than the field takes.
 * - `unknown_field`: the object has a field the format does not know.
 * - `out_of_range`: a number is not finite, not an integer or outside its bounds.
 * - `malformed`: a text does not follow its grammar.
 * - `duplicate`: an id or a name occurs twice.
 * - `inconsistent`: a value contradicts another one.
 * - `too_large`: a list or a text is longer than {@link LIMITS} allows.
 */
export const INPUT_CODES = [
  "invalid_json",
  "missing",
  "wrong_type",
  "unknown_field",
  "out_of_range",
  "malformed",
  "duplicate",
  "inconsistent",
  "too_large",
] as const;

/** See {@link INPUT_CODES}. */
export type InputCode = (typeof INPUT_CODES)[number];

/** Where in an input a value stands: keys and indices from the root. */
export type FieldPath = readonly (string | number)[];

/** One thing that is wrong with an input, and its place. */
export interface InputFault {
  readonly code: InputCode;
  /** Keys and indices from the root of the input; empty: the input itself. */
  readonly path: FieldPath;
  /** The path as one writes it in JavaScript: `jobs[3].moldables[0].walltime`. */
  readonly field: string;
  /** What would have been right, as a phrase. */
  readonly expected: string;
  /** Place, what was expected and what was found, on one line. */
  readonly message: string;
}

/**
 * Something is wrong with what the caller gave. Nothing was decided and nothing is changed.
 *
 * The first fault ends the reading, so that there is one fault, the error itself. Only the quota document is
 * read to its end (R12.10): its error is at the document, and `faults` and the message list all there is.
 */
export class InputError extends RedoxError implements InputFault {
  override readonly name = "InputError";
  readonly code: InputCode;
  /** Keys and indices from the root of the input; empty: the input itself. */
  readonly path: FieldPath;
  /** What would have been right, as a phrase. */
  readonly expected: string;
  readonly #faults: readonly InputFault[];

  /** @param faults what is wrong inside of what is at the path; each gets a line of the message */
  constructor(code: InputCode, path: FieldPath, expected: string, found: string, faults: readonly InputFault[] = []) {
    const own = `${formatPath(path)}: expected ${expected}, found ${found}`;
    super([own, ...faults.map(({ message }) => message)].join("\n"));
    this.code = code;
    this.path = [...path];
    this.expected = expected;
    this.#faults = [...faults];
  }

  /** Everything that was found wrong, at least one fault, in the order in which it was found. */
  get faults(): readonly InputFault[] {
    return this.#faults.length === 0 ? [this] : this.#faults;
  }

  /** The path as one writes it in JavaScript: `jobs[3].moldables[0].walltime`. */
  get field(): string {
    return formatPath(this.path);
  }
}

const identifier = () => /^[A-Za-z_$][\w$]*$/;
const SHOWN_LENGTH = 60;

/** Writes a path as `jobs[3].walltime`; the root is `(root)`. Long names are cut. */
export function formatPath(path: FieldPath): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (part.length <= SHOWN_LENGTH && identifier().test(part)) text += text === "" ? part : `.${part}`;
    else text += `[${describe(part)}]`;
  }
  return text === "" ? "(root)" : text;
}

/** Shows a value in a message: short, on one line, and without calling anything of the value's own. */
export function describe(value: unknown): string {
  if (typeof value === "string") {
    const text = value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value;
    return JSON.stringify(text);
  }
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
