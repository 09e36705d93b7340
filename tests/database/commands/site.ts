/** The sample cluster in a database of the tests, after one round. */
import { sampleCluster } from "../../../ts/cli/samples/index.js";
import {
  createDatabase,
  type DatabaseSettings,
  parseConfiguration,
  type Session,
  seedSite,
} from "../../../ts/database/index.js";
import { closeRound, MemoryRecorder, openRound, runRound } from "../../../ts/metascheduler/index.js";
import { withSession } from "../databases.js";

/** The date of the round: 2023-11-14 22:13:20 UTC. */
export const NOW = 1_700_000_000;

/** Fills an empty database, without a round. */
export async function seededSite(settings: DatabaseSettings): Promise<void> {
  await withSession(settings, async (session) => {
    await createDatabase(session);
    await seedSite(session, sampleCluster(NOW));
  });
}

/** Runs a round in a session, in which nobody is told of anything. */
export async function roundIn(session: Session, now: number = NOW): Promise<void> {
  const configuration = parseConfiguration("");
  const notifier = new MemoryRecorder(configuration.settings, {});
  const environment = { OARDO_USER: "oar" };
  const round = await openRound({ configuration, session, notifier, log: {}, now, timeZone: "UTC", environment });
  try {
    await runRound(round);
  } finally {
    await closeRound(round);
  }
}

/** All that is in the tables that rounds write, as text: whatever changed, it would be another one. */
export async function contentOf(session: Session): Promise<string> {
  const tables = ["jobs", "moldable_job_descriptions", "gantt_jobs_predictions", "gantt_jobs_resources", "frag_jobs"];
  const parts: string[] = [];
  for (const table of [...tables, "gantt_jobs_predictions_visu", "job_state_logs", "event_logs", "resources"]) {
    const [row] = await session.run(`SELECT md5(string_agg(t::text, '\n' ORDER BY t::text)) AS sum FROM ${table} AS t`);
    parts.push(`${table} ${row?.sum}`);
  }
  return parts.join("\n");
}
