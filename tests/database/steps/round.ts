/** A round for one step of it, with everything that the step says collected. */
import { parseConfiguration, type Session, Writer } from "../../../ts/database/index.js";
import type { Engine } from "../../../ts/engine/index.js";
import type { Notifier } from "../../../ts/metascheduler/notifier/notifier.js";
import type { Round } from "../../../ts/metascheduler/round/context.js";
import type { Sent } from "../cases/case.js";

/** What a step says while it runs. */
export interface Told {
  readonly sent: Sent[];
  /** `level: message`, with the job if there is one. */
  readonly lines: string[];
}

/** A round on a database, with the settings of this `oar.conf`; for steps that do not use the core. */
export function roundOn(session: Session, content: string, now: number): Told & { readonly round: Round } {
  const told: Told = { sent: [], lines: [] };
  const line = (level: string) => (message: string, details?: Readonly<Record<string, unknown>>) => {
    const job = details?.job === undefined ? "" : ` [${details.job}]`;
    told.lines.push(`${level}: ${message}${job}`);
  };
  const send = async (to: string, message: Sent["message"]) => {
    told.sent.push({ to, message });
  };
  const notifier: Notifier = {
    almighty: (cmd) => send("almighty", { cmd }),
    launch: (job) => send("bipbip", { job_id: job, cmd: "OARRUN", args: [] }),
    greta: (message) => send("greta", { ...message }),
    oarsub: async (infoType, text) => {
      await send(`oarsub ${infoType}`, text);
      return true;
    },
    owner: async () => undefined,
    close: async () => [],
  };
  const log = { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
  const configuration = parseConfiguration(content);
  const { settings } = configuration;
  const writer = new Writer(session);
  const engine = {} as Engine;
  const round = { configuration, settings, engine, writer, notifier, log, now, timeZone: "UTC", user: "oar" };
  return { ...told, round };
}
