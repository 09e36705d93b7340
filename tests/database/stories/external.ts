/** External mode within this process: what `SCHEDULERS_PATH` names calls back, so that no program has to be started. */
import { chmodSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseConfiguration, type Session } from "../../../ts/database/index.js";
import { closeRound, MemoryRecorder, openRound, planQueue } from "../../../ts/metascheduler/index.js";
import type { Case } from "../cases/case.js";
import { configurationText, runCaseRound, withFolder } from "../cases/run.js";
import type { Runner } from "./world.js";

/** Runs rounds in external mode. */
export interface Schedulers {
  readonly run: Runner;
  close(): Promise<void>;
}

/** @param session on the same database as the rounds, for the external schedulers alone */
export async function externalSchedulers(session: Session): Promise<Schedulers> {
  let current: Case | null = null;
  const server = createServer((socket) => {
    createInterface(socket).once("line", (line) => {
      const [now = "", queue = ""] = line.split(/ (.*)/);
      const status = current === null ? Promise.resolve("1") : kamelot(session, current, queue, Number(now));
      status.then(
        (text) => socket.end(`${text}\n`),
        () => socket.end("1\n"),
      );
    });
  });
  const port = await listening(server);
  return {
    run: (meta, one, round) =>
      withFolder(async (folder) => {
        current = one;
        const program = `#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/${port}\necho "$2 $1" >&3\nread -r status <&3\nexit "$status"\n`;
        const texts = { kamelot: program, fails: "#!/bin/sh\nexit 1\n" };
        for (const [name, text] of Object.entries(texts)) {
          writeFileSync(join(folder, name), text);
          chmodSync(join(folder, name), 0o755);
        }
        const config = { ...one.config, SCHEDULERS_PATH: folder };
        return runCaseRound(meta, { ...one, config, mode: "external" }, round);
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  });
}

/** What the external scheduler does; its status. */
function kamelot(session: Session, one: Case, queue: string, now: number): Promise<string> {
  return withFolder(async (folder) => {
    const configuration = parseConfiguration(configurationText(one, folder));
    const notifier = new MemoryRecorder(configuration.settings, {}, []);
    const { timeZone } = one;
    const round = await openRound({ configuration, session, notifier, log: {}, now, timeZone, environment: {} });
    try {
      await planQueue(round, queue);
      return "0";
    } finally {
      await closeRound(round);
    }
  });
}
