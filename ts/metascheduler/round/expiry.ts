/** When an accepted reservation is lost (section 5.5 of the database reference, 1). */
import type { WaitingPlan } from "../../database/index.js";

/**
 * Whether an accepted reservation can no longer start.
 *
 * @param now epoch seconds
 */
export function hasExpired({ ownStart, walltime }: Pick<WaitingPlan, "ownStart" | "walltime">, now: number): boolean {
  return now >= ownStart + walltime;
}
