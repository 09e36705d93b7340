/** Exact decimal numbers, for limits of quotas (R12.3). */

/** The number `digits / 10^scale`. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

const TEXT = /^([+-]?)(\d+)(?:\.(\d+))?$/;
const SHORTEST = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/** Reads a decimal text of R12.3; `null` if it is none. */
export function parseDecimal(text: string): Decimal | null {
  const match = TEXT.exec(text);
  return match === null ? null : build(match[1], match[2], match[3], 0);
}

/** The decimal that JavaScript writes for a finite number. */
export function decimalOf(value: number): Decimal {
  const match = SHORTEST.exec(String(value));
  if (match === null) throw new Error(`not finite: ${value}`);
  return build(match[1], match[2], match[3], Number(match[4] ?? "0"));
}

function build(sign = "", whole = "", fraction = "", exponent: number): Decimal {
  const digits = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
  const scale = fraction.length - exponent;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** The exact product with an integer. */
export function times(decimal: Decimal, factor: number): Decimal {
  return { digits: decimal.digits * BigInt(factor), scale: decimal.scale };
}

/** What is left when the fraction is cut off. */
export function truncate(decimal: Decimal): Decimal {
  return { digits: decimal.digits / 10n ** BigInt(decimal.scale), scale: 0 };
}

/** Whether an integer is greater than the decimal. */
export function exceeds(value: number, limit: Decimal): boolean {
  return BigInt(value) * 10n ** BigInt(limit.scale) > limit.digits;
}
