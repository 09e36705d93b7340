/** The database of the sample: in the user's data folder, or in memory. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  DatabaseError,
  openSession,
  readClock,
  renewSample,
  type SampleSite,
  type Session,
} from "../../../database/index.js";
import { dataDirectory } from "../../data-directory.js";
import type { Io } from "../../io.js";
import { Progress } from "../../progress.js";
import { sampleCluster } from "../../samples/index.js";

/** A database with the sample in it. */
export interface Sample {
  readonly session: Session;
  readonly site: SampleSite;
  /** Date of the last submission, epoch seconds. */
  readonly now: number;
  /** Where it is; `null`: in memory. */
  readonly directory: string | null;
  /** Why it is in memory; `null`: it is not. */
  readonly because: string | null;
  /** Whether it was there already. */
  readonly reused: boolean;
  /** Milliseconds until it was open, and until the sample was in it. */
  readonly took: { readonly open: number; readonly fill: number };
}

/**
 * Opens the database, makes it if it is not there, and fills it. Where that cannot be done in the user's folder, for whatever
 * reason, it is done in memory.
 *
 * @param now date of the last submission, epoch seconds. Default: the clock of the database
 * @throws DatabaseError `not_installed`, and what goes wrong in memory too
 */
export async function openSample(now: number | undefined, io: Io): Promise<Sample> {
  const directory = join(dataDirectory(io.env), "database");
  try {
    return await sampleIn(directory, null, now, io);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code === "not_installed") throw error;
    return sampleIn(null, `${directory}: ${error.message.replace(`${directory}: `, "")}`, now, io);
  }
}

async function sampleIn(
  directory: string | null,
  because: string | null,
  now: number | undefined,
  io: Io,
): Promise<Sample> {
  const progress = new Progress(io.stderr);
  const reused = directory !== null && existsSync(directory);
  const begun = performance.now();
  await progress.show(reused ? "opening the database ..." : "making a PostgreSQL database, some seconds ...");
  const session = await openSession({ directory }).finally(() => progress.clear());
  try {
    const opened = performance.now();
    await progress.show("filling it with a cluster and its jobs ...");
    const date = now ?? (await readClock(session));
    const site = sampleCluster(date);
    await renewSample(session, site).finally(() => progress.clear());
    const took = { open: opened - begun, fill: performance.now() - opened };
    return { session, site, now: date, directory, because, reused, took };
  } catch (error) {
    await session.close();
    throw error;
  }
}
