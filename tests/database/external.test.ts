/** The cases of external mode, and some of internal mode, by the programs themselves, as OAR starts them. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openSession, type ServerSettings, type Session } from "../../ts/database/index.js";
import { REPOSITORY } from "../support/paths.js";
import { type Case, type CaseRound, loadCases, type Sent } from "./cases/case.js";
import { observe, rowDifferences, sentDifferences } from "./cases/compare.js";
import { change, prepare } from "./cases/prepare.js";
import { configurationText, type Ran, withFolder } from "./cases/run.js";
import { oarDatabase } from "./databases.js";

const PROGRAM = join(REPOSITORY, "dist/cli/main.js");
const BY_PROGRAM = ["worked-example", "reservation-ack", "fairshare", "quotas-temporal"];
const cases = loadCases().filter(({ mode, name }) => mode === "external" || BY_PROGRAM.includes(name));

let database: ServerSettings;
let session: Session;
beforeAll(async () => {
  database = await oarDatabase();
  session = await openSession(database);
});
afterAll(() => session.close());

/** The folder of programs that `scheduler_policy` names; `absent` is not there. */
function programs(folder: string): string {
  const path = join(folder, "schedulers");
  mkdirSync(path);
  const texts = { kamelot: `exec "${process.execPath}" "${PROGRAM}" kamelot "$@"`, fails: "exit 1" };
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(join(path, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(path, name), 0o755);
  }
  return path;
}

function databaseKeys({ host, port, database: name, user }: ServerSettings): string {
  const { password } = new URL(inject("databaseUrl"));
  const secret = password === "" ? "" : `DB_BASE_PASSWD="${password}"\n`;
  return `DB_HOSTNAME=${host}\nDB_PORT=${port}\nDB_BASE_NAME=${name}\nDB_BASE_LOGIN=${user}\n${secret}`;
}

function databaseUrl({ database: name }: ServerSettings): string {
  const url = new URL(inject("databaseUrl"));
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs the program and gives its status. */
function meta(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ status: number | null; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, "meta", ...args], { env: { ...process.env, ...env } });
    let errors = "";
    child.stderr.on("data", (text) => {
      errors += text;
    });
    child.on("close", (status) => resolve({ status, errors }));
  });
}

/** Where the program learns from which file and which database are meant; its children learn it from the program. */
type From = "environment" | "options";

function runByProgram(
  one: Case,
  { now, refuse = [] }: CaseRound,
  from: From = "environment",
): Promise<Ran & { errors: string }> {
  return withFolder(async (folder) => {
    const [config, messages] = [join(folder, "oar.conf"), join(folder, "messages.jsonl")];
    const keys = from === "environment" ? databaseKeys(database) : "";
    writeFileSync(config, `${configurationText(one, folder)}${keys}SCHEDULERS_PATH=${programs(folder)}\n`);
    const args = ["--now", String(now), "--notify-to", messages, ...refuse.flatMap((address) => ["--refuse", address])];
    if (from === "options") args.push("--config", config, "--database", databaseUrl(database));
    const named: Record<string, string> = from === "environment" ? { OARCONFFILE: config } : {};
    const { status, errors } = await meta(args, { ...named, TZ: one.timeZone, OARDO_USER: "oar" });
    const lines = existsSync(messages) ? readFileSync(messages, "utf8").split("\n").filter(Boolean) : [];
    return { exitCode: status ?? -1, sent: lines.map((line) => JSON.parse(line) as Sent), errors };
  });
}

const runs: [name: string, one: Case, from: From][] = cases.map((one) => [one.name, one, "environment"]);
const kamelot = cases.find(({ name }) => name === "external-kamelot") as Case;
runs.push(["external-kamelot, file and database named by options", kamelot, "options"]);

test.each(runs)("%s", async (_, one, from) => {
  await prepare(session, one);
  for (const [index, round] of one.rounds.entries()) {
    await change(session, round);
    const before = await observe(session);
    const { exitCode, sent, errors } = await runByProgram(one, round, from);
    const rows = rowDifferences(round, await observe(session), before);
    const right = { round: index, exitCode: round.exitCode, rows: [], sent: [] };
    expect({ round: index, exitCode, rows, sent: sentDifferences(round, sent) }, errors).toEqual(right);
  }
});
