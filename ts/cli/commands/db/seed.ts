/** `oar-redox db seed`: a small cluster and its jobs, to try things on. */
import { type DatabaseOptions, withDatabase } from "../../database.js";
import { EXIT, type ExitStatus } from "../../exit-status.js";
import type { Io } from "../../io.js";
import { sampleCluster } from "../../samples/index.js";
import { plural, printable } from "../../style/index.js";

/** Options of the command line. */
export interface SeedOptions extends DatabaseOptions {
  /** The date at which the last job is submitted, epoch seconds. Default: that of the database. */
  readonly now?: number;
}

/**
 * Fills a database that has OAR's tables and neither resources nor jobs.
 *
 * @throws DatabaseError `not_oar`, `not_empty` and those of a connection, ConfigurationError
 */
export function seedCommand(options: SeedOptions, io: Io): Promise<ExitStatus> {
  return withDatabase(options, io, async (session, { name }) => {
    const { checkVersion, readClock, seedSite } = await import("../../../database/index.js");
    await checkVersion(session);
    const site = sampleCluster(options.now ?? (await readClock(session)));
    await seedSite(session, site);
    const nodes = new Set(site.resources.map(({ node }) => node)).size;
    await io.stdout.lines([
      `${printable(name)}: added ${plural(site.resources.length, "core")} on ${plural(nodes, "node")}, and ${plural(site.jobs.length, "job")} that wait`,
    ]);
    return EXIT.ok;
  });
}
