/** Making room by killing best-effort jobs: rows, the step, and what it leaves behind. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { killOrLaunch } from "../../../ts/metascheduler/round/kill-or-launch.js";
import type { CaseRow } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { fill } from "../reading/rows.js";
import { type JobRows, NOW, OvertakenWriter, observed, resources, rowsOf, valuesOf } from "./support.js";

const due = (id: number, planned: readonly number[], other: Partial<JobRows> = {}): JobRows => ({
  id,
  plan: { start: NOW, resources: planned },
  ...other,
});
const besteffort = (id: number, assigned: readonly number[], other: Partial<JobRows> = {}): JobRows => ({
  id,
  assigned,
  types: ["besteffort"],
  ...other,
});

describe.each(KINDS)("on %s", (kind) => {
  const { session } = openedSession(kind);

  async function run(jobs: readonly JobRows[], more: Record<string, CaseRow[]> = {}, content = "") {
    await fill(session, { ...rowsOf(jobs, resources(8)), ...more });
    const seen = observed(session, content);
    return { ...seen, outcome: await killOrLaunch(seen.round) };
  }

  const events = () => valuesOf(session, "SELECT type, job_id, description FROM event_logs ORDER BY 2, 1, event_id");
  const frags = () => valuesOf(session, "SELECT frag_id_job, frag_date, frag_state FROM frag_jobs ORDER BY 1");
  const waiting = () => valuesOf(session, "SELECT job_id FROM jobs WHERE state IN ('Waiting') ORDER BY 1");

  test("a round that kills launches nothing, not even what has nothing to do with it", async () => {
    const jobs = [
      due(1, [1, 2, 3]),
      due(2, [8]),
      due(3, [4], { plan: { start: NOW + 300, resources: [4] } }),
      due(4, [5], { plan: { start: NOW + 301, resources: [5] } }),
      besteffort(5, [2, 3]),
      besteffort(6, [4], { row: { state: "Launching" } }),
      besteffort(7, [5]),
      { id: 8, assigned: [1] },
      besteffort(9, [1], { row: { state: "Terminated" } }),
    ];
    const content = "SCHEDULER_BESTEFFORT_KILL_DURATION_BEFORE_RESERVATION=300";
    const before = { frag_jobs: [{ frag_id_job: 6, frag_date: 7, frag_state: "FRAGGED" }] };
    const { outcome, told } = await run(jobs, before, content);
    expect(outcome).toEqual({ exitCode: 2, launched: [], killed: [5, 6], signalled: [] });
    expect(told).toEqual(["almighty ChState"]);
    expect(await waiting()).toEqual([[1], [2], [3], [4]]);
    expect(await frags()).toEqual([
      [5, NOW, "LEON"],
      [6, 7, "FRAGGED"],
    ]);
    const expected = [
      ["BESTEFFORT_KILL", 5, "kill the besteffort job 5"],
      ["FRAG_JOB_REQUEST", 5, "User oar requested to frag the job 5"],
      ["BESTEFFORT_KILL", 6, "kill the besteffort job 6"],
    ];
    expect(await events()).toEqual(expected);

    const again = observed(session, content);
    expect((await killOrLaunch(again.round)).exitCode).toBe(2);
    expect(again.told).toEqual(["almighty ChState"]);
    expect(await frags()).toHaveLength(2);
    expect(await events()).toEqual([expected[0], expected[0], expected[1], expected[2], expected[2]]);
  });

  test("whoever may share, or feeds the slot set of the newcomer, is not killed", async () => {
    const share = ["timesharing=user,*"];
    const { outcome } = await run([
      due(1, [1], { types: share }),
      due(2, [2], { types: ["allowed=p"] }),
      due(3, [3], { types: ["inner=pool"] }),
      besteffort(5, [1], { types: ["besteffort", ...share] }),
      besteffort(6, [2], { types: ["besteffort", "placeholder=p"] }),
      besteffort(7, [3], { types: ["besteffort", "container=pool"] }),
    ]);
    expect(outcome).toEqual({ exitCode: 0, launched: [1, 2, 3], killed: [], signalled: [] });
    const strangers = await run([
      due(1, [1], { types: share, row: { job_user: "bob" } }),
      besteffort(5, [1], { types: ["besteffort", ...share] }),
    ]);
    expect(strangers.outcome.killed).toEqual([5]);
  });

  test("a candidate whose end is asked for, that is best-effort or expired kills nobody", async () => {
    const { outcome } = await run(
      [
        due(1, [1]),
        due(2, [2], { types: ["besteffort"], row: { reservation: "Scheduled", start_time: NOW } }),
        due(3, [3], { row: { reservation: "Scheduled", start_time: NOW - 600 } }),
        besteffort(5, [1, 2, 3]),
      ],
      { frag_jobs: [{ frag_id_job: 1 }] },
    );
    expect(outcome).toEqual({ exitCode: 0, launched: [], killed: [], signalled: [] });
    expect(await events()).toEqual([]);
  });

  test("who has ended before the writes is not killed, but the round waits for the next one", async () => {
    await fill(session, rowsOf([due(1, [1, 2]), besteffort(5, [1]), besteffort(6, [2])], resources(2)));
    const { round, told } = observed(session);
    const writer = new OvertakenWriter(session, "UPDATE jobs SET state = 'Terminated' WHERE job_id = 5");
    expect(await killOrLaunch({ ...round, writer })).toMatchObject({ exitCode: 2, killed: [6] });
    expect(told).toEqual(["almighty ChState"]);
    expect(await frags()).toEqual([[6, NOW, "LEON"]]);
  });

  describe("checkpoints", () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "oar-redox-ssh-"));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    /** An ssh that notes down its arguments; for the host `down` it fails. */
    function ssh(): { content: string; calls: () => string[][] } {
      const [program, file] = [join(folder, "ssh"), join(folder, "calls")];
      writeFileSync(file, "");
      const script = `require("node:fs").appendFileSync(${JSON.stringify(file)}, JSON.stringify(process.argv.slice(2)) + "\\n");
        process.exitCode = process.argv.includes("node3") ? 255 : 0`;
      writeFileSync(`${program}.cjs`, script);
      writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${program}.cjs" "$@"\n`);
      chmodSync(program, 0o755);
      const calls = () =>
        readFileSync(file, "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line));
      return { content: `OPENSSH_CMD='${program} -p 6667'\nDEPLOY_HOSTNAME=depot`, calls };
    }

    const able = (id: number, assigned: readonly number[], other: Partial<JobRows> = {}) =>
      besteffort(id, assigned, { ...other, row: { checkpoint: 60, ...other.row } });

    test("who can checkpoint itself is asked by ssh, once, on its first node", async () => {
      const { content, calls } = ssh();
      const jobs = [
        due(1, [1, 2, 3, 4, 5]),
        able(5, [2, 1]),
        able(6, [3]),
        able(7, [4], { types: ["besteffort", "deploy"] }),
        besteffort(8, [5]),
      ];
      const { outcome, told, warnings } = await run(jobs, {}, content);
      expect(outcome).toEqual({ exitCode: 2, launched: [], killed: [8], signalled: [5, 6, 7] });
      expect(told).toEqual(["almighty ChState"]);
      const remote = expect.stringMatching(
        /^sh -c '.*kill -s USR2.*' '\/var\/lib\/oar\/pid_of_oarexec_for_jobId_[567]'$/,
      );
      expect(calls().sort()).toEqual(
        ["depot", "node1", "node3"].map((host) => ["-p", "6667", "-x", "-T", host, remote]),
      );
      expect(await frags()).toEqual([[8, NOW, "LEON"]]);
      const asked = (id: number, host: string) => [
        "CHECKPOINT",
        id,
        `User oar (metascheduler) requested a checkpoint on the job:${id} on ${host}`,
      ];
      expect((await events()).filter(([, id]) => id !== 8)).toEqual([
        asked(5, "node1"),
        ["CHECKPOINT_SUCCESSFULL", 5, expect.stringMatching(/^\[MetaSched\] /)],
        asked(6, "node3"),
        ["CHECKPOINT_ERROR", 6, expect.stringMatching(/^\[MetaSched\] .* ended with status 255$/)],
        asked(7, "depot"),
        ["CHECKPOINT_SUCCESSFULL", 7, expect.stringMatching(/^\[MetaSched\] /)],
      ]);
      expect(warnings).toEqual([expect.stringContaining('"job":6,"host":"node3"')]);

      const again = observed(session, content);
      expect(await killOrLaunch(again.round)).toEqual({ exitCode: 2, launched: [], killed: [8], signalled: [] });
      const late = { ...again.round, now: NOW + 60 };
      expect(await killOrLaunch(late)).toMatchObject({ exitCode: 2, killed: [8], signalled: [] });
      expect(calls()).toHaveLength(3);
      const over = await killOrLaunch({ ...late, now: NOW + 61 });
      expect(over).toEqual({ exitCode: 2, launched: [], killed: [5, 6, 7, 8], signalled: [] });
      expect(calls()).toHaveLength(3);
    });

    test("a round that only spares also launches nothing, and tells Almighty", async () => {
      const { content } = ssh();
      const asked = { type: "CHECKPOINT", job_id: 5, date: NOW - 10 };
      const { outcome, told } = await run([due(1, [1]), due(2, [2]), able(5, [1])], { event_logs: [asked] }, content);
      expect(outcome).toEqual({ exitCode: 2, launched: [], killed: [], signalled: [] });
      expect(told).toEqual(["almighty ChState"]);
      expect(await frags()).toEqual([]);
    });

    test("what was asked of it before it was launched does not count, other events neither", async () => {
      const { content, calls } = ssh();
      const before = [
        { type: "CHECKPOINT", job_id: 5, date: NOW - 101 },
        { type: "CHECKPOINT_ERROR", job_id: 5, date: NOW - 99 },
        { type: "CHECKPOINT", job_id: 6, date: NOW - 100 },
      ];
      const jobs = [due(1, [1, 2, 4]), able(5, [1]), able(6, [2]), able(7, [4], { row: { job_type: "INTERACTIVE" } })];
      const { outcome } = await run(jobs, { event_logs: before }, content);
      expect(outcome).toEqual({ exitCode: 2, launched: [], killed: [6, 7], signalled: [5] });
      expect(calls()).toHaveLength(1);
    });

    test.each([
      ["a host that ssh would take for an option", "DEPLOY_HOSTNAME=-oProxyCommand=false", "that is no name of a host"],
      ["a program that is not there", "OPENSSH_CMD=/nowhere/ssh\nDEPLOY_HOSTNAME=depot", "could not be started"],
      ["a command that is none", `OPENSSH_CMD='ssh "-p'\nDEPLOY_HOSTNAME=depot`, "is not closed"],
    ])("%s is written down, and the round goes on", async (_, content, why) => {
      const jobs = [due(1, [1]), able(5, [1], { types: ["besteffort", "deploy"] })];
      const { outcome, warnings } = await run(jobs, {}, content);
      expect(outcome).toMatchObject({ exitCode: 2, signalled: [5] });
      expect(warnings).toEqual([expect.stringContaining(why)]);
      expect((await events()).map(([type]) => type)).toEqual(["CHECKPOINT", "CHECKPOINT_ERROR"]);
    });

    test("an ssh that hangs is ended", async () => {
      const program = join(folder, "hanging");
      writeFileSync(program, "#!/bin/sh\nsleep 60\n");
      chmodSync(program, 0o755);
      const content = `OPENSSH_CMD=${program}\nTIMEOUT_SSH=1`;
      const { outcome } = await run([due(1, [1]), able(5, [1])], {}, content);
      expect(outcome).toMatchObject({ exitCode: 2, signalled: [5] });
      expect((await events())[1]).toEqual(["CHECKPOINT_ERROR", 5, expect.stringMatching(/ran into its time limit$/)]);
    });
  });
});
