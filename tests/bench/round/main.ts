/** `npm run bench -- --round`: how long rounds on a database take. */
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { env, stderr, stdout } from "node:process";
import { terminalOf } from "../../../ts/cli/style/index.js";
import { openSession, type ServerSettings, settingsOfUrl } from "../../../ts/database/index.js";
import { startPostgres } from "../../database/postgres.js";
import type { Options } from "../options.js";
import { measureRounds, type RoundMeasurement } from "./measure.js";
import { roundLines } from "./report.js";

/** Measures rounds of the sizes that the options name; a line for each goes into their file. */
export async function benchRounds({ rounds, json }: Options): Promise<void> {
  if (json !== null) {
    mkdirSync(dirname(json), { recursive: true });
    writeFileSync(json, "");
  }
  const measurements: RoundMeasurement[] = [];
  await withServer(async (server) => {
    for (const { jobs, resources, seed } of rounds) {
      await withDatabase(server, (settings) =>
        measureRounds(settings, { jobs, resources }, seed, (measurement) => {
          measurements.push(measurement);
          if (json !== null) appendFileSync(json, `${JSON.stringify(measurement)}\n`);
          const size = `${jobs.toLocaleString("en")} jobs, ${resources.toLocaleString("en")} resources`;
          const seconds = (measurement.wallMs / 1000).toFixed(1);
          stderr.write(`${size}, ${measurement.round} round: ${seconds} s, ${measurement.statements} statements\n`);
        }),
      );
    }
  });
  stdout.write(`${roundLines(measurements, terminalOf(stdout, env)).join("\n")}\n`);
}

/** The server that `DATABASE_URL` names, else one that is started here. */
async function withServer(work: (server: ServerSettings) => Promise<void>): Promise<void> {
  const named = env.DATABASE_URL;
  if (named !== undefined) return work(settingsOfUrl(named) as ServerSettings);
  const { url, stop } = await startPostgres();
  try {
    await work(settingsOfUrl(url) as ServerSettings);
  } finally {
    await stop();
  }
}

async function withDatabase(server: ServerSettings, work: (settings: ServerSettings) => Promise<void>): Promise<void> {
  const database = `redox_bench_${process.pid}`;
  const administrator = await openSession(server);
  try {
    await administrator.run(`CREATE DATABASE ${database}`);
    try {
      await work({ ...server, database });
    } finally {
      await administrator.run(`DROP DATABASE ${database} WITH (FORCE)`);
    }
  } finally {
    await administrator.close();
  }
}
