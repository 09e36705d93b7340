/** What must be so after a round that came to no good end, on the rows of `world.ts`. */
import type { Session } from "../../../ts/database/index.js";
import type { Rows } from "../cases/case.js";
import { unfounded, violations } from "./invariants.js";
import { type Settled, settle } from "./rounds.js";
import type { ClientOf } from "./world.js";

/** Whoever hears of the launch of these jobs has to hear of it, sooner or later. */
const LAUNCHED = [3, 10, 11, 12, 31];

/** A database on which a round was to run. */
export interface Scene {
  readonly session: Session;
  /** Those of `oar.conf`. */
  readonly keys: Readonly<Record<string, string>>;
  /** Whether best-effort jobs are in the way of others. */
  readonly kills: boolean;
  /** What rounds come to that nobody disturbs. */
  readonly undisturbed: Settled;
  readonly address: ClientOf;
}

/**
 * Looks at what the round has left, has further rounds finish it, and says what is wrong, a line each: groups that are
 * half there; messages without what they tell of; other rows in the end than undisturbed rounds leave; clients that
 * were told twice, or never.
 *
 * @param heard what the round has told, as `to message`
 */
export async function faultsAfter(scene: Scene, heard: readonly string[]): Promise<string[]> {
  const { session, keys, kills, undisturbed, address } = scene;
  const first = [...heard];
  const faults = await violations(session);
  faults.push(...(await unfounded(session, first, address)));
  const after = await settle(session, keys);
  faults.push(...(await violations(session)).map((line) => `later: ${line}`));
  faults.push(...differences(withoutRefused(undisturbed.rows), withoutRefused(after.rows)));
  const told = [...first, ...after.sent];
  const isTo = (text: string, job: number): boolean =>
    text.startsWith(`oarsub ${job} `) || text.startsWith(`oarsub ${address(job)} `);
  for (const job of [20, 50]) {
    const times = told.filter((text) => text.endsWith("GOOD RESERVATION") && isTo(text, job)).length;
    if (times > 1) faults.push(`the acknowledgement of ${job} was sent ${times} times`);
  }
  for (const job of [21, 60]) {
    if (!told.some((text) => text.endsWith("BAD JOB") && isTo(text, job))) faults.push(`${job} waits for ever`);
  }
  for (const job of kills ? [3] : LAUNCHED) {
    const launches = (list: readonly string[]) =>
      list.filter((text) => text.startsWith("bipbip") && text.includes(`"job_id":${job},`)).length;
    if (launches(told) === 0) faults.push(`nobody was told to launch ${job}`);
    if (launches(first) > 1) faults.push(`the launcher was told ${launches(first)} times to launch ${job}`);
  }
  return faults;
}

/**
 * Without job 51, whose client cannot be told: when the round ends between the attempt and its outcome, the client counts
 * as told (section 8).
 */
function withoutRefused(rows: Rows): Rows {
  const own = new Set([51, 510]);
  return Object.fromEntries(
    Object.entries(rows).map(([table, list]) => [
      table,
      list.filter((row) => !own.has(Number(row.job_id ?? row.moldable_job_id ?? row.frag_id_job))),
    ]),
  );
}

function differences(expected: Rows, found: Rows): string[] {
  return Object.keys(expected).flatMap((table) => {
    const [wanted, got] = [expected, found].map(
      (rows) => new Set((rows[table] ?? []).map((row) => JSON.stringify(row))),
    );
    const lines = (one: Set<string> | undefined, other: Set<string> | undefined, word: string) =>
      [...(one ?? [])].filter((row) => !other?.has(row)).map((row) => `${table}: ${word} ${row}`);
    return [...lines(wanted, got, "missing"), ...lines(got, wanted, "too many")];
  });
}
