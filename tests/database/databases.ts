/** Databases for tests, made anew; those of a test file are dropped after it (see `cleanup.ts`). */
import { inject } from "vitest";
import {
  createSchema,
  type DatabaseSettings,
  openSession,
  type ServerSettings,
  type Session,
  settingsOfUrl,
} from "../../ts/database/index.js";

const server = settingsOfUrl(inject("databaseUrl")) as ServerSettings;
const made: string[] = [];
/** Of this worker: it runs one test file after the other. */
const prefix = `${inject("databasePrefix")}_${process.pid}`;
let count = 0;
/** Databases that others are copied from. They stay as long as the worker: it may run other files that copy them. */
const templates = new Map<(settings: ServerSettings) => Promise<void>, Promise<string>>();

/** A session on the server's own database, which may create others. */
async function asAdministrator<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
  const session = await openSession(server);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** Makes an empty database, or a copy of one that nobody uses, and says where it is. */
export async function emptyDatabase(from?: string): Promise<ServerSettings> {
  const settings = await create(from);
  made.push(settings.database);
  return settings;
}

async function create(from?: string): Promise<ServerSettings> {
  const database = `${prefix}_${count++}`;
  await asAdministrator((session) =>
    session.run(`CREATE DATABASE ${database}${from === undefined ? "" : ` TEMPLATE ${from}`}`),
  );
  return { ...server, database };
}

/** Makes a database with OAR's tables, and without any rows. */
export function oarDatabase(): Promise<ServerSettings> {
  return copiedDatabase(withTables);
}

/**
 * Makes a copy of a database that was filled once, for all tests of this worker that want such a copy.
 *
 * @param fill fills an empty database; the same function stands for the same content
 */
export async function copiedDatabase(fill: (settings: ServerSettings) => Promise<void>): Promise<ServerSettings> {
  let template = templates.get(fill);
  if (template === undefined) {
    template = filledDatabase(fill);
    templates.set(fill, template);
  }
  return emptyDatabase(await template);
}

async function filledDatabase(fill: (settings: ServerSettings) => Promise<void>): Promise<string> {
  const settings = await create();
  await fill(settings);
  return settings.database;
}

function withTables(settings: ServerSettings): Promise<void> {
  return withSession(settings, createSchema);
}

/** Runs `work` in a session, which is closed whatever happens. */
export async function withSession<Result>(
  settings: DatabaseSettings,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = await openSession(settings);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** Drops what a test file has made. */
export function dropDatabases(): Promise<void> {
  return asAdministrator(async (session) => {
    for (const database of made.splice(0)) await session.run(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  });
}
