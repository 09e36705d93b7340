/** Dates as OAR writes them for people and for external schedulers. */

const FIELDS = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
} as const;

/**
 * A date as `YYYY-MM-DD HH:MM:SS`.
 *
 * @param instant epoch seconds
 * @param timeZone IANA name
 * @throws RangeError the host knows no such zone
 */
export function localTime(instant: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...FIELDS });
  const part = new Map(format.formatToParts(instant * 1_000).map(({ type, value }) => [type as string, value]));
  const joined = (names: readonly string[], separator: string) =>
    names.map((name) => part.get(name) ?? "").join(separator);
  return `${joined(["year", "month", "day"], "-")} ${joined(["hour", "minute", "second"], ":")}`;
}
