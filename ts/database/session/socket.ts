/** A socket to a PostgreSQL server, with TLS if it is wanted, ready for the first message of the protocol. */
import { readFileSync } from "node:fs";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { DatabaseError } from "./errors.js";
import type { ServerSettings } from "./settings.js";

/** The message that asks for TLS: its length, and the code that PostgreSQL gave it. */
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const YES = "S".charCodeAt(0);
const NO = "N".charCodeAt(0);

/**
 * Connects.
 *
 * @param milliseconds for all of it
 * @throws DatabaseError `connect_failed`, `tls_refused`
 */
export async function openSocket(settings: ServerSettings, milliseconds: number): Promise<Socket> {
  const where = `${settings.host}:${settings.port}`;
  const path = settings.host.startsWith("/") ? `${settings.host}/.s.PGSQL.${settings.port}` : null;
  const socket = path === null ? connect(settings.port, settings.host) : connect(path);
  const timer = setTimeout(() => {
    socket.destroy(new DatabaseError("connect_failed", `${where}: no answer within ${milliseconds / 1000} s`));
  }, milliseconds);
  try {
    await event(socket, "connect", where);
    socket.setNoDelay(true);
    // On a Unix socket there is no TLS, as with PostgreSQL's own clients.
    if (settings.tls === "disable" || path !== null) return socket;
    socket.write(TLS_REQUEST);
    const answer = (await event(socket, "data", where)) as Buffer;
    if (answer.length !== 1 || (answer[0] !== YES && answer[0] !== NO)) {
      throw new DatabaseError("connect_failed", `${where}: the answer is not that of a PostgreSQL server`);
    }
    if (answer[0] === YES) return await secured(socket, settings, where);
    if (settings.tls === "prefer") return socket;
    throw new DatabaseError("tls_refused", `${where}: TLS is required, and the server does not offer it`);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The same connection inside TLS. */
async function secured(socket: Socket, settings: ServerSettings, where: string): Promise<Socket> {
  const verify = settings.tls === "verify";
  const secure = connectTls({
    socket,
    ...(isIP(settings.host) === 0 ? { servername: settings.host } : { host: settings.host }),
    ...(settings.certificates === null ? {} : { ca: readCertificates(settings.certificates) }),
    rejectUnauthorized: verify,
  });
  try {
    await event(secure, "secureConnect", where);
  } catch (error) {
    const reason = (error as Error).message;
    throw verify ? new DatabaseError("tls_refused", `${where}: ${reason.replace(`${where}: `, "")}`) : error;
  }
  return secure;
}

function readCertificates(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DatabaseError("tls_refused", `${file}: certificates cannot be read there (${code})`);
  }
}

/** Waits for an event. Nothing can be lost between two of them: the server speaks only when it is spoken to. */
function event(socket: Socket, name: "connect" | "data" | "secureConnect", where: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      socket.removeAllListeners(name).removeAllListeners("error").removeAllListeners("close");
      settle();
    };
    socket.once(name, (value) => done(() => resolve(value)));
    socket.once("error", (error: NodeJS.ErrnoException) =>
      done(() => {
        const reason = error.code ?? error.message;
        reject(error instanceof DatabaseError ? error : new DatabaseError("connect_failed", `${where}: ${reason}`));
      }),
    );
    socket.once("close", () =>
      done(() => reject(new DatabaseError("connect_failed", `${where}: the server ended the connection`))),
    );
  });
}
