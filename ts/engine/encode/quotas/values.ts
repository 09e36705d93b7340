/** The values of quota rules: numbers, decimal texts and multiples of `ALL`, exactly (R12.3). */

/** No limit, as it stands in columns. */
export const NO_LIMIT = -1;
/** Most characters of a value; the time that arithmetic takes grows with the square of them. */
export const VALUE_LENGTH = 1_000;

const text = () => /^([+-]?)(\d+)(?:\.(\d+))?(\*ALL)?$/;
/** How JavaScript writes a number below 2^53 that is no integer. */
const shortest = () => /^(\d+)(?:\.(\d+))?(?:e-(\d+))?$/;

/**
 * The limit that a value is: an integer from 0 to 2^53 - 1, or {@link NO_LIMIT}. What is counted are integers,
 * so the fraction of a limit, when all is multiplied out, changes nothing and is cut off. What is above
 * 2^53 - 1 is more than can be counted.
 *
 * @param all what `ALL` stands for, not negative
 * @param unit what one is worth: 3600 for hours in seconds, otherwise 1
 * @returns `null` if it is no value
 */
export function limitOf(value: unknown, all: number, unit: number): number | null {
  if (typeof value === "number") return limitOfNumber(value, unit);
  if (typeof value !== "string" || value.length > VALUE_LENGTH) return null;
  if (value === "ALL") return bounded(BigInt(all) * BigInt(unit));
  const match = text().exec(value);
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", multiple] = match;
  const digits = BigInt(whole + fraction) * (multiple === undefined ? 1n : BigInt(all));
  if (sign === "-" && digits > 0n) return NO_LIMIT;
  return scaled(digits, fraction.length, unit);
}

function limitOfNumber(value: number, unit: number): number | null {
  if (!Number.isFinite(value)) return null;
  if (value < 0) return NO_LIMIT;
  if (Number.isInteger(value)) {
    // A product above 2^53 - 1 may be rounded, but not to below it.
    const limit = value * unit;
    return limit <= Number.MAX_SAFE_INTEGER ? limit + 0 : NO_LIMIT;
  }
  const [, whole = "", fraction = "", exponent = "0"] = shortest().exec(String(value)) ?? [];
  return scaled(BigInt(whole + fraction), fraction.length + Number(exponent), unit);
}

/** `digits * unit / 10^scale`, cut off. */
function scaled(digits: bigint, scale: number, unit: number): number {
  return bounded((digits * BigInt(unit)) / 10n ** BigInt(scale));
}

function bounded(limit: bigint): number {
  return limit <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(limit) : NO_LIMIT;
}
