/** Commands of owners of jobs, run where they submitted them (section 10.8 of the database reference). */
import { setMaxListeners } from "node:events";
import type { ChangedJob, Settings } from "../../database/index.js";
import { remoteWord, runRemotely } from "../processes/index.js";
import { isHostName } from "./address.js";
import { oneLine } from "./messages.js";
import { settledWithin } from "./waiting.js";

/** Commands at one time. */
const MOST = 16;

/** A command of an owner, and what it is told. */
export interface OwnersCommand {
  readonly job: Pick<ChangedJob, "id" | "name" | "user" | "infoType">;
  /** The program and its own arguments. */
  readonly words: readonly string[];
  readonly tag: string;
  readonly text: string;
}

/** Runs commands by ssh, several at a time. */
export class Commands {
  readonly #settings: Pick<Settings, "OPENSSH_CMD" | "TIMEOUT_SSH">;
  readonly #abort = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  #free = MOST;

  constructor(settings: Pick<Settings, "OPENSSH_CMD" | "TIMEOUT_SSH">) {
    this.#settings = settings;
    setMaxListeners(MOST, this.#abort.signal);
  }

  /**
   * Runs a command as the owner of the job, on the host of `info_type`, with the job's id and name, the tag and the text
   * as its last arguments. The oar user of that host becomes the owner by `oardo`, as everywhere in OAR.
   *
   * @returns why it did not end well; `null`: it did
   */
  async run({ job, words, tag, text }: OwnersCommand): Promise<string | null> {
    const host = /^([^:]*):\d*$/.exec(job.infoType ?? "")?.[1] ?? "";
    if (!isHostName(host)) return "it is not known where the job was submitted";
    if (!isUser(job.user)) return "the owner of the job is no user for whom commands are run";
    const told = [String(job.id), oneLine(job.name ?? ""), tag, oneLine(text)];
    const quoted = [...words, ...told].map(remoteWord).join(" ");
    const command = `env ${remoteWord(`OARDO_BECOME_USER=${job.user}`)} oardo ${quoted}`;
    const running = this.#inTurn(() => runRemotely(this.#settings, { host, command, abort: this.#abort.signal }));
    this.#underWay.add(running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
    }
  }

  /** Waits for what is under way, at most so long, and ends it. */
  async close(milliseconds: number): Promise<void> {
    await settledWithin(Promise.allSettled(this.#underWay), milliseconds);
    this.#abort.abort();
    await Promise.allSettled(this.#underWay);
  }

  async #inTurn(work: () => Promise<string | null>): Promise<string | null> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return this.#abort.signal.aborted ? "the round is over" : await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    }
  }
}

/** A name of a user that no program takes for something else. Nothing is done as root. */
function isUser(name: string): boolean {
  return name !== "root" && /^[A-Za-z_][A-Za-z0-9_.-]{0,254}$/.test(name);
}
