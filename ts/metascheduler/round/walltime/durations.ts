/** Lengths of time of walltime changes: those that are configured, and as OAR writes them (section 10.1). */
import type { PerQueue } from "../../../database/index.js";

/**
 * A configured length for a job, in seconds. A ratio is one of `base`, without the fraction of a second.
 *
 * @param setting `null`: the key is not given, which is 0
 * @param base seconds; below 0 it counts as 0
 */
export function secondsFor(setting: PerQueue | null, queue: string, base: number): number {
  const duration = setting?.queues.get(queue) ?? setting?.others ?? { seconds: 0 };
  return "seconds" in duration ? duration.seconds : share(duration.ratio, Math.max(0, base));
}

/** `ratio` of `base`, cut off: exactly that of the decimal number that was written, so that 0.29 of 100 is 29. */
function share(ratio: number, base: number): number {
  const [digits = "0", exponent = "0"] = ratio.toExponential().replace(".", "").split("e");
  const scale = digits.length - 1 - Number(exponent);
  return Number((BigInt(digits) * BigInt(base)) / 10n ** BigInt(scale));
}

/** A length as OAR writes it: hours, minutes and seconds without leading zeros, `1:5:0`. */
export function clock(seconds: number): string {
  const length = Math.abs(seconds);
  const text = [Math.floor(length / 3600), Math.floor(length / 60) % 60, length % 60].join(":");
  return seconds < 0 ? `-${text}` : text;
}

/** A length with its sign; 0 has none. */
export function signedClock(seconds: number): string {
  return seconds > 0 ? `+${clock(seconds)}` : clock(seconds);
}
