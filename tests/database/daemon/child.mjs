/**
 * A daemon in a process of its own: `node child.mjs DIST URL NAME`. Its rounds write two events in one transaction,
 * with a pause between them, and its log goes to standard output.
 */
import { pathToFileURL } from "node:url";

const [, , dist, url, name] = process.argv;
/** @type {(path: string) => Promise<any>} */
const load = (path) => import(pathToFileURL(`${dist}${path}`).href);
const { openSession, settingsOfUrl, Writer } = await load("database/index.js");
const { jsonLog, serve } = await load("metascheduler/daemon/index.js");

const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());

/** @param {any} lead */
async function round({ session, check }) {
  const insert = "INSERT INTO event_logs (type, description) VALUES ('ROUND', $1)";
  await new Writer(session, check).group(async (/** @type {any} */ queries) => {
    await queries.run(insert, [name]);
    process.stdout.write("in the middle of a group\n");
    await new Promise((resolve) => setTimeout(resolve, 50));
    await queries.run(insert, [name]);
  });
  return { exitCode: 0 };
}

await serve({
  open: () => openSession(settingsOfUrl(url)),
  round,
  log: jsonLog(3, (/** @type {string} */ line) => process.stdout.write(`${line}\n`)),
  stop: stop.signal,
  times: { period: 0.05, throttle: 0.01, lease: 2, standby: 0.1, backoff: 0.1, longestBackoff: 0.5 },
});
