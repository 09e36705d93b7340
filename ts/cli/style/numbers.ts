/** Numbers as people read them. */

/** `1305` as `1,305`, in every locale. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `a`, `a and b`, `a, b and c`. */
export function formatList(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** `1 job`, `1,305 jobs`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * A share from 0 to 1 as a percentage: `0.456` is `46 %`, with one decimal `45.6 %`. What is not the whole is never
 * written as 100 %.
 */
export function formatShare(share: number, decimals = 0): string {
  const most = share < 1 ? 100 - 10 ** -decimals : 100;
  return `${Math.min(share * 100, most).toFixed(decimals)} %`;
}
