/** Databases for tests, made anew and dropped afterwards. */
import { afterAll, inject } from "vitest";
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
const prefix = `redox_db_${process.pid}_${Date.now().toString(36)}`;
let template: string | null = null;

/** A session on the server's own database, which may create others. */
async function asAdministrator<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
  const session = await openSession(server);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** Makes an empty database and says where it is. */
export async function emptyDatabase(from?: string): Promise<ServerSettings> {
  const database = `${prefix}_${made.length}`;
  made.push(database);
  await asAdministrator((session) =>
    session.run(`CREATE DATABASE ${database}${from === undefined ? "" : ` TEMPLATE ${from}`}`),
  );
  return { ...server, database };
}

/** Makes a database with OAR's tables, and without any rows. */
export async function oarDatabase(): Promise<ServerSettings> {
  if (template === null) {
    const settings = await emptyDatabase();
    const session = await openSession(settings);
    await createSchema(session);
    await session.close();
    template = settings.database;
  }
  return emptyDatabase(template);
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

afterAll(() =>
  asAdministrator(async (session) => {
    for (const database of made.splice(0)) await session.run(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  }),
);
