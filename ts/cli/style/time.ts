/** Instants and durations as people read them. All take whole seconds. */

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** A duration by its two largest units: `45 s`, `12 min 30 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  const units: [number, string][] = [
    [DAY, "d"],
    [HOUR, "h"],
    [MINUTE, "min"],
    [1, "s"],
  ];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) return "0 s";
  const parts: string[] = [];
  let rest = seconds;
  for (const [size, unit] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.join(" ");
}

/** A duration to the second, columns aligning: `0:00:45`, `26d 03:00:05`. */
export function formatClock(seconds: number): string {
  const days = Math.floor(seconds / DAY);
  const hours = Math.floor((seconds % DAY) / HOUR);
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  const tail = `${two(minutes)}:${two(seconds % MINUTE)}`;
  return days > 0 ? `${days}d ${two(hours)}:${tail}` : `${hours}:${tail}`;
}

/** Most seconds from 1970 that a `Date` can hold, in both directions. */
const MOST_SECONDS = 8_640_000_000_000;

/** An instant in UTC, which is the same on every machine: `2011-02-08 17:34:50 UTC`; far from all calendars `epoch 9e15`. */
export function formatInstant(epochSeconds: number): string {
  if (Math.abs(epochSeconds) > MOST_SECONDS) return `epoch ${epochSeconds}`;
  const text = new Date(epochSeconds * 1000).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`;
}

/** A measured time: `0.4 ms`, `23 ms`, `1.25 s`. Takes milliseconds. */
export function formatElapsed(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return milliseconds >= 10 ? `${Math.round(milliseconds)} ms` : `${milliseconds.toFixed(1)} ms`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
