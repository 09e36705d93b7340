/** What the machine does to a round: its clock is wrong, or its memory comes to an end. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSession, type ServerSettings, type Session } from "../../ts/database/index.js";
import { onDatabase } from "./commands/program.js";
import { contentOf, seededSite } from "./commands/site.js";
import { copiedDatabase, oarDatabase } from "./databases.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "oar-redox-machine-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a round with these options for Node. */
const meta = (settings: ServerSettings, nodeOptions: string) =>
  onDatabase(settings, ["meta", "--notify-to", join(folder, "messages.jsonl")], {
    env: { NODE_OPTIONS: nodeOptions, OARDO_USER: "oar" },
  });

async function inSession<Result>(settings: ServerSettings, work: (session: Session) => Promise<Result>) {
  const session = await openSession(settings);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

test.each([-3600, 3600])("a clock that is wrong by %i s: that of the database decides", async (wrong) => {
  const preload = join(folder, `clock${wrong}.cjs`);
  writeFileSync(
    preload,
    `const now = Date.now;
     Date.now = () => now() + ${wrong * 1000};
     globalThis.Date = class extends Date {
       constructor(...given) { given.length === 0 ? super(Date.now()) : super(...given); }
     };
     Date.now = () => now() + ${wrong * 1000};`,
  );
  const settings = await copiedDatabase(seededSite);
  const { status, stderr } = await meta(settings, `--require "${preload}"`);
  expect(status, stderr).toBeLessThanOrEqual(2);
  const [row] = await inSession(settings, (session) =>
    session.run(`SELECT count(*) AS launched, max(abs(date_start - extract(epoch FROM now()))) AS apart
      FROM job_state_logs WHERE job_state = 'toLaunch'`),
  );
  expect(row?.launched).toBeGreaterThan(0);
  expect(Number(row?.apart)).toBeLessThan(600);
});

test("memory that comes to an end: the status is one that OAR knows, nothing is half written, the next round is whole", async () => {
  const settings = await oarDatabase();
  await inSession(settings, async (session) => {
    await session.run(`INSERT INTO queues (queue_name, priority, scheduler_policy) VALUES ('default', 2, 'kamelot')`);
    await session.run(`INSERT INTO resources (resource_id, network_address)
      SELECT n, 'node' || n / 8 FROM generate_series(1, 512) AS n`);
    await session.run(`INSERT INTO jobs (job_id, queue_name, job_user, properties, launching_directory, checkpoint_signal)
      SELECT n, 'default', 'ann', '', '', 12 FROM generate_series(1, 6000) AS n`);
    await session.run(`INSERT INTO moldable_job_descriptions (moldable_id, moldable_job_id, moldable_walltime)
      SELECT n, n, 600 + n FROM generate_series(1, 6000) AS n`);
    await session.run(`INSERT INTO job_resource_groups (res_group_id, res_group_moldable_id, res_group_property)
      SELECT n, n, '' FROM generate_series(1, 6000) AS n`);
    await session.run(`INSERT INTO job_resource_descriptions (res_job_group_id, res_job_resource_type, res_job_value, res_job_order)
      SELECT n, 'network_address', 1 + n % 9, 0 FROM generate_series(1, 6000) AS n`);
  });
  const before = await inSession(settings, contentOf);
  const ended = await meta(settings, "--max-old-space-size=16");
  expect(ended.stderr).toContain("process ended with SIG");
  expect(ended.status).toBe(1);
  expect(await inSession(settings, contentOf)).toBe(before);
  const next = await meta(settings, "");
  expect(next.status, next.stderr).toBe(0);
  const [row] = await inSession(settings, (session) =>
    session.run(`SELECT count(*) FILTER (WHERE state = 'toLaunch') AS launched, count(*) AS jobs,
      (SELECT count(*) FROM gantt_jobs_predictions) AS planned FROM jobs`),
  );
  expect(row).toMatchObject({ jobs: 6000, planned: 6000 });
  expect(row?.launched).toBeGreaterThan(0);
});
