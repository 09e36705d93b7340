/** Why a property filter is not used. */
import { RedoxError } from "../../engine/node.js";

/**
 * Codes of a filter that is refused.
 *
 * - `too_large`: longer, deeper or with more operands than {@link FILTER_LIMITS} allows.
 * - `malformed`: it does not follow the grammar: functions, sub-queries, casts, comments, several statements…
 * - `unknown_column`: it names what is no column of `resources`.
 * - `not_evaluable`: the database could not work it out, for example `host > 5` or a division by zero.
 * - `too_costly`: the database had no time, or no time any more, to work it out.
 */
export type FilterCode = "too_large" | "malformed" | "unknown_column" | "not_evaluable" | "too_costly";

/** A property filter is refused. Its job cannot be scheduled with it; the round goes on. */
export class FilterError extends RedoxError {
  override readonly name = "FilterError";
  readonly code: FilterCode;
  /** Where in the text, from 0; `null`: it is the whole. */
  readonly position: number | null;

  constructor(code: FilterCode, message: string, position: number | null = null) {
    super(`the property filter is refused: ${message}`);
    this.code = code;
    this.position = position;
  }
}

/** Bounds of a filter, checked before anything is done with it. */
export const FILTER_LIMITS = {
  /** Characters of the text. */
  length: 100_000,
  /** Parentheses inside each other. */
  depth: 100,
  /** Columns, numbers and texts. */
  operands: 10_000,
  /** Characters of a number. */
  digits: 100,
  /** Exponent of a number, in either direction. */
  exponent: 1_000,
  /** Digits that the result of a calculation may have; a column counts as 20. */
  calculation: 2_000,
} as const;
