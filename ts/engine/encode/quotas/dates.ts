/** Texts of the dates of one-shots (R13.6). */

const written = () => /^(\d{1,4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{1,2})$/;

/**
 * Reads `YYYY-MM-DD hh:mm`; leading zeros may be missing. The calendar is the Gregorian one in every year.
 *
 * @returns seconds since 1970-01-01 00:00, both local times; `null` if it is no date that exists
 */
export function readDate(text: string): number | null {
  const match = written().exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0] = match.slice(1).map(Number);
  if (hours > 23 || minutes > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A month or a day that does not exist has become another one.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() / 1_000 + hours * 3_600 + minutes * 60;
}
