/** A site with much to do, and rounds on it as `oar-redox meta` runs them, but in this process. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { meta } from "../../../ts/cli/commands/scheduler/meta.js";
import { Output } from "../../../ts/cli/output.js";
import { openSession, type ServerSettings, type Session } from "../../../ts/database/index.js";
import type { Sent } from "../cases/case.js";
import { prepare } from "../cases/prepare.js";
import { urlOf } from "../commands/program.js";
import { faultsAfter, type Scene } from "../crash/aftermath.js";
import { configurationText, Program, settle } from "../crash/rounds.js";
import { digest, keep, restore } from "../crash/snapshot.js";
import { CONFIGURATION, NOW, world } from "../crash/world.js";
import { oarDatabase } from "../databases.js";

/** How a round ended. */
export interface MetaRun {
  readonly status: number;
  /** Standard error. */
  readonly errors: string;
  /** The lines of the log. */
  readonly log: readonly string[];
  /** What was told, as `to message`. */
  readonly heard: readonly string[];
  /** How long it took. */
  readonly seconds: number;
}

/** Kept in a folder of its own, until it is closed. */
export class Site implements Scene {
  readonly database: ServerSettings;
  readonly session: Session;
  readonly kills: boolean;
  undisturbed: Scene["undisturbed"];
  readonly #folder: string;
  readonly #looked = new Map<string, string[]>();

  private constructor(database: ServerSettings, session: Session, kills: boolean) {
    [this.database, this.session, this.kills] = [database, session, kills];
    this.undisturbed = { rows: {}, sent: [], exitCodes: [] };
    this.#folder = mkdtempSync(join(tmpdir(), "oar-redox-faults-"));
    writeFileSync(this.configuration, configurationText({ ...this.keys, LOG_FILE: this.#log, LOG_LEVEL: "3" }));
  }

  /** Makes the rows of `world.ts`, and finds out what rounds come to that nobody disturbs. */
  static async open(kills: boolean): Promise<Site> {
    const database = await oarDatabase();
    const site = new Site(database, await openSession(database), kills);
    await prepare(site.session, { resourceColumns: [], before: world(site.address, { kills }) });
    await keep(site.session);
    site.undisturbed = await settle(site.session, site.keys);
    await restore(site.session);
    return site;
  }

  readonly keys = CONFIGURATION;

  /** Nobody listens there: messages are only recorded. */
  readonly address = (job: number): string => `127.0.0.1:${20_000 + job}`;

  /** The rows are again what they were at first. */
  restore(): Promise<void> {
    return restore(this.session);
  }

  /**
   * Runs a round.
   *
   * @param settings how the server is reached
   * @param timeout seconds for a statement. Default: 60
   */
  async meta(settings: ServerSettings, timeout = ""): Promise<MetaRun> {
    let errors = "";
    const stream = () =>
      new Writable({
        write(chunk, _encoding, done) {
          errors += chunk;
          done();
        },
      });
    const env = {
      TZ: "UTC",
      OARDO_USER: "oar",
      PGPASSWORD: settings.password ?? "",
      OAR_REDOX_DATABASE_TIMEOUT: timeout,
    };
    const stdin = (async function* () {})();
    const io = { stdin, stdout: new Output(stream(), env), stderr: new Output(stream(), env), env };
    const options = { now: NOW, config: this.configuration, notifyTo: this.#messages };
    const database = `${urlOf(settings)}?sslmode=disable`;
    return this.#observed(async () => {
      const status = await meta({ ...options, database }, io);
      return { status, errors };
    });
  }

  /** The same by the program, in a process of its own. */
  program(settings: ServerSettings, env: Readonly<Record<string, string>>): Promise<MetaRun> {
    const args = ["--notify-to", this.#messages];
    return this.#observed(async () => {
      const { status, errors } = await new Program(settings, this.configuration, args, env).ended;
      return { status: status ?? Number.NaN, errors };
    });
  }

  async #observed(run: () => Promise<Pick<MetaRun, "status" | "errors">>): Promise<MetaRun> {
    for (const file of [this.#log, this.#messages]) rmSync(file, { force: true });
    const begin = performance.now();
    const { status, errors } = await run();
    const seconds = (performance.now() - begin) / 1000;
    return { status, errors, log: linesOf(this.#log), heard: linesOf(this.#messages).map(heardOf), seconds };
  }

  /** What is wrong after a round, see {@link faultsAfter}. Rounds that leave the same are looked at once. */
  async faultsAfter(heard: readonly string[]): Promise<string[]> {
    const left = JSON.stringify([await digest(this.session), heard]);
    const known = this.#looked.get(left);
    if (known !== undefined) return known;
    const faults = await faultsAfter(this, heard);
    this.#looked.set(left, faults);
    return faults;
  }

  async close(): Promise<void> {
    rmSync(this.#folder, { recursive: true });
    await this.session.close();
  }

  get configuration(): string {
    return join(this.#folder, "oar.conf");
  }

  get #log(): string {
    return join(this.#folder, "log");
  }

  get #messages(): string {
    return join(this.#folder, "messages");
  }
}

/** No round ends later: connecting, a statement with its answer, the end of the session; on a machine that is busy. */
const LATEST = 15;

/** What a round says whose connection was lost, and nothing else. */
const LOST = /^oar-redox: [^\n]* \((connect_failed|connection_lost|commit_unknown|deadline|25P03|57014|57P01)\)\n$/;

/** What is wrong with the end of a round whose connection may have been lost, a line each. */
export function wrongEnd({ status, errors, seconds, log }: MetaRun, { undisturbed, database }: Site): string[] {
  const faults: string[] = [];
  const over = log.some((line) => line.includes("the round is over"));
  // What it had to do was done before the connection was lost, or it is to be run again, and one line says why.
  if (over ? status !== undisturbed.exitCodes[0] : status !== 1) faults.push(`status ${status}, over: ${over}`);
  if (over ? errors !== "" : !LOST.test(errors)) faults.push(`it says ${errors}`);
  if (seconds > LATEST) faults.push(`it took ${seconds} s`);
  const { password } = database;
  if (password !== null && [errors, ...log].some((text) => text.includes(password))) faults.push("a password is told");
  return faults;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").slice(0, -1);
  } catch {
    return [];
  }
}

function heardOf(line: string): string {
  const { to, message } = JSON.parse(line) as Sent;
  return `${to} ${typeof message === "string" ? message : JSON.stringify(message)}`;
}
