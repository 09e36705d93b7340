/** Which addresses are spoken to. */
import { isIP } from "node:net";
import type { Settings } from "../../database/index.js";

/** An address of a client, or of one of OAR's own programs. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The settings that give ports to OAR's own programs. */
export type ServicePorts = Pick<
  Settings,
  "SERVER_PORT" | "APPENDICE_SERVER_PORT" | "BIPBIP_COMMANDER_PORT" | "GRETA_PORT" | "DB_PORT"
>;

/** Below are the ports that only administrators may listen on. */
const LOWEST_PORT = 1_024;
const HIGHEST_PORT = 65_535;
const LONGEST_NAME = 253;

/** A name of a host, or an IPv4 address; nothing that a resolver or a library would read as something else. */
export function isHostName(text: string): boolean {
  if (text.length > LONGEST_NAME || !/^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(text)) return false;
  // "127.1", "2130706433" and "0x7f.1" are addresses to some resolvers: an address has the usual form.
  const last = text.slice(text.lastIndexOf(".") + 1);
  return !/^(\d+|0[xX][0-9A-Fa-f]*)$/.test(last) || isIP(text) === 4;
}

/**
 * The address at which the submitter of a job waits. `info_type` is text from the database, and what is sent there has
 * words of the job's owner in it; so it must be nothing but `host:port`, and two kinds of ports are refused, on whatever
 * host, since no oarsub listens there, but something that could be harmed may: those below 1024, and those that
 * `oar.conf` gives to OAR's own programs and to the database. Beyond that any host is accepted: `oar.conf` does not
 * say where submitters are. What is sent is one line that does not begin with the owner's words, and nothing is read.
 *
 * @returns `null`: there is none, or it is refused
 */
export function clientAddress(infoType: string | null, services: ServicePorts): Address | null {
  const found = /^([^:]*):(\d{1,5})$/.exec(infoType ?? "");
  const [host, port] = [found?.[1] ?? "", Number(found?.[2] ?? 0)];
  const taken = [
    services.SERVER_PORT,
    services.APPENDICE_SERVER_PORT,
    services.BIPBIP_COMMANDER_PORT,
    services.GRETA_PORT,
    services.DB_PORT,
  ];
  if (!isHostName(host) || port < LOWEST_PORT || port > HIGHEST_PORT || taken.includes(port)) return null;
  return { host, port };
}
