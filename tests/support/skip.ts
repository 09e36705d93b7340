/** Tests that a machine may be unable to run. They are never left out silently. */
import { describe } from "vitest";

/**
 * `describe`, or `describe.skip` with the reason in the name when `missing` says what the machine
 * lacks. Where `OAR_REDOX_NO_SKIP` is 1 (CI) that is a failure instead.
 */
export function describeUnless(missing: string | null, name: string, body: () => void): void {
  if (missing === null) describe(name, body);
  else if (process.env.OAR_REDOX_NO_SKIP === "1") throw new Error(`${name} cannot run: ${missing}`);
  else describe.skip(`${name} (skipped: ${missing})`, body);
}
