/**
 * The clocks of the zones that the tests use, in a file for the native tests of the core, which have no `Intl`:
 * pairs of an instant and the local time minus UTC from that instant on, from 1970 to the horizon.
 * After a change of a zone, or for another zone, `-u` writes the file anew:
 * `npx vitest run --config tests/vitest.config.ts tests/engine/time-zones.test.ts -u`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clockOf } from "../../ts/engine/encode/quotas/clock.js";
import { LIMITS } from "../../ts/model/index.js";
import { LocalClock } from "../reference/local-time.js";
import { REPOSITORY } from "../support/paths.js";
import { categories, loadVectors } from "../vectors/load.js";

const FILE = join(REPOSITORY, "core-rs/tests/support/time-zones.json");
const WEEK = 604_800;
const WORLDS = join(REPOSITORY, "tests/worlds");

/** Zones of the vectors, and what looks like one in the code of the random worlds. */
function zones(): string[] {
  const found = new Set<string>();
  for (const category of categories()) {
    for (const { timeZone } of loadVectors(category)) if (timeZone !== undefined) found.add(timeZone);
  }
  for (const file of readdirSync(WORLDS, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const named = readFileSync(join(WORLDS, file), "utf8").matchAll(/"(UTC|[A-Z][a-z]+\/\w+)"/g);
    for (const [, zone] of named) found.add(zone as string);
  }
  return [...found].sort();
}

/** Pairs of an instant and the offset from then on. */
function pairsOf(zone: string): number[][] {
  const weeks = Array.from({ length: Math.ceil(LIMITS.horizon / WEEK) }, (_, week) => week);
  const flat = clockOf(zone)?.transitions(weeks) ?? [];
  return Array.from({ length: flat.length / 2 }, (_, i) => flat.slice(2 * i, 2 * i + 2));
}

test.each(zones())("the clock of %s is that of the reference scheduler, which looks at every day", (zone) => {
  const clock = new LocalClock(zone);
  const instants = [0, ...clock.transitions(0, LIMITS.horizon)];
  expect(pairsOf(zone)).toEqual(instants.map((instant) => [instant, clock.offsetAt(instant)]));
});

test("the file for the native tests says what Intl says", async () => {
  const names = zones();
  expect(names).toEqual(expect.arrayContaining(["America/Havana", "Europe/Paris", "UTC"]));
  const lines = names.map((zone) => `  ${JSON.stringify(zone)}: ${JSON.stringify(pairsOf(zone))}`);
  await expect(`{\n${lines.join(",\n")}\n}\n`).toMatchFileSnapshot(FILE);
});
