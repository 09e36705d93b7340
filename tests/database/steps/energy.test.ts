/** Nodes to be halted and woken: rows, the step, messages, commands and events. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { saveEnergy } from "../../../ts/metascheduler/round/energy/index.js";
import type { CaseRow, Rows } from "../cases/case.js";
import { KINDS, openedSession } from "../opened.js";
import { fill, job } from "../reading/rows.js";
import { observed } from "../round/support.js";

const NOW = 1_700_000_000;
const TIMES = `ENERGY_SAVING_MODE=metascheduler_decision_making
SCHEDULER_NODE_MANAGER_IDLE_TIME=600
SCHEDULER_NODE_MANAGER_SLEEP_TIME=300
SCHEDULER_NODE_MANAGER_WAKEUP_TIME=60
`;
const INTERNAL = `${TIMES}ENERGY_SAVING_INTERNAL=yes
ENERGY_SAVING_NODE_MANAGER_SLEEP_CMD=sleep
ENERGY_SAVING_NODE_MANAGER_WAKE_UP_CMD=wake
`;

const folder = mkdtempSync(join(tmpdir(), "oar-redox-energy-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A command of the site that writes its arguments and its input to a file, and then does `rest`. */
function program(name: string, rest = ""): string {
  const path = join(folder, name);
  const said = join(folder, `${name}.said`);
  writeFileSync(path, `#!/bin/sh\n(echo "$#|$1|$2"; cat) > '${said}'\necho "said by ${name}"\n${rest}\n`);
  chmodSync(path, 0o755);
  rmSync(said, { force: true });
  return path;
}
const said = (name: string): string | null => {
  const path = join(folder, `${name}.said`);
  return existsSync(path) ? readFileSync(path, "utf8") : null;
};

const resource = (id: number, node: string, row: CaseRow = {}): CaseRow => ({
  resource_id: id,
  network_address: node,
  available_upto: 2_147_483_646,
  ...row,
});
/** A job with one moldable, its id · 10, of 300 s. */
const one = (id: number, row: CaseRow = {}): Rows => ({
  jobs: [job({ job_id: id, ...row })],
  moldable_job_descriptions: [{ moldable_id: id * 10, moldable_job_id: id, moldable_walltime: 300 }],
});
const planned = (id: number, start: number, resources: readonly number[]): Rows => ({
  gantt_jobs_predictions: [{ moldable_job_id: id * 10, start_time: start }],
  gantt_jobs_resources: resources.map((resource) => ({ moldable_job_id: id * 10, resource_id: resource })),
});
const assigned = (id: number, resource: number, index = "CURRENT"): Rows => ({
  assigned_resources: [{ moldable_job_id: id * 10, resource_id: resource, assigned_resource_index: index }],
});
function together(...all: readonly Rows[]): Rows {
  const rows: Record<string, CaseRow[]> = {};
  for (const some of all) {
    for (const [table, list] of Object.entries(some)) rows[table] = [...(rows[table] ?? []), ...list];
  }
  return rows;
}

describe.each(KINDS)("on %s", (kind) => {
  const counted = openedSession(kind);
  const { session } = counted;
  const events = async () => {
    const rows = await session.run(
      `SELECT type, job_id, date, description, to_check,
         (SELECT string_agg(hostname, ' ' ORDER BY hostname) FROM event_log_hostnames AS host
           WHERE host.event_id = event_logs.event_id) AS nodes
       FROM event_logs ORDER BY event_id`,
    );
    return rows;
  };

  test("nothing is read without a mode", async () => {
    const begun = counted.statements();
    const { round, sent } = observed(session, INTERNAL.replace(/^ENERGY_SAVING_MODE.*\n/, ""), NOW);
    expect(await saveEnergy(round)).toEqual({ halt: [], wake: [] });
    expect([sent, counted.statements() - begun]).toEqual([[], 0]);
  });

  test("rows, and what is made of them", async () => {
    await fill(
      session,
      together(
        {
          resources: [
            resource(1, "idle"),
            resource(2, "", { type: "licence" }),
            resource(3, "held"),
            resource(4, "held-by-log"),
            resource(5, "held-by-finished"),
            resource(6, "planned"),
            resource(7, "later"),
            resource(8, "stray"),
            resource(9, "woken"),
            resource(10, "woken-long-ago"),
            resource(11, "used"),
            resource(20, "awaited", { state: "Absent" }),
            resource(21, "awaited-later", { state: "Absent" }),
            resource(22, "not-waiting", { state: "Absent" }),
            resource(23, "too-short", { state: "Absent", available_upto: NOW + 359 }),
            resource(24, "overflow", { state: "Absent" }),
            resource(25, "licence", { state: "Absent", type: "licence" }),
          ],
          event_logs: [
            { event_id: 1, type: "WAKEUP_NODE", date: NOW - 600, description: "" },
            { event_id: 2, type: "WAKEUP_NODE", date: NOW - 601, description: "" },
            { event_id: 3, type: "HALT_NODE", date: NOW, description: "" },
          ],
          event_log_hostnames: [
            { event_id: 1, hostname: "woken" },
            { event_id: 2, hostname: "woken-long-ago" },
            { event_id: 3, hostname: "idle" },
          ],
        },
        ...[one(1, { state: "Suspended", assigned_moldable_job: 10 }), assigned(1, 3)],
        ...[one(2, { state: "Running", assigned_moldable_job: 20 }), assigned(2, 4, "LOG")],
        ...[one(3, { state: "Terminated", assigned_moldable_job: 30 }), assigned(3, 5)],
        ...[one(4, { state: "Hold" }), planned(4, NOW + 300, [6])],
        ...[one(5), planned(5, NOW + 301, [7])],
        planned(99, NOW, [8]),
        ...[one(6), planned(6, NOW + 60, [20, 23, 25])],
        ...[one(7), planned(7, NOW + 61, [21])],
        ...[one(8, { state: "toAckReservation" }), planned(8, NOW, [22])],
        ...[one(9), planned(9, NOW, [24])],
      ),
    );
    await session.run("UPDATE moldable_job_descriptions SET moldable_walltime = 2147483647 WHERE moldable_id = 90");
    await session.run("UPDATE resources SET last_job_date = $1 WHERE resource_id = 11", [NOW - 600]);
    const { round, sent, lines } = observed(session, INTERNAL, NOW);
    // What a current job was ever assigned is held until it has ended.
    const halt = ["held-by-finished", "idle", "later", "stray", "woken-long-ago"];
    expect(await saveEnergy(round)).toEqual({ halt, wake: ["awaited"] });
    expect(sent).toEqual([
      { to: "greta", message: { cmd: "HALT", nodes: halt } },
      { to: "greta", message: { cmd: "WAKEUP", nodes: ["awaited"] } },
    ]);
    expect(lines).toEqual([]);
    expect(await events()).toHaveLength(3);
  });

  test("Greta is asked to check when there is nothing to do", async () => {
    await fill(session, { resources: [resource(1, "n", { state: "Dead" })] });
    const { round, sent } = observed(session, INTERNAL, NOW);
    expect(await saveEnergy(round)).toEqual({ halt: [], wake: [] });
    expect(sent).toEqual([{ to: "greta", message: { cmd: "CHECK" } }]);
  });

  describe("commands of the site", () => {
    beforeEach(() =>
      fill(
        session,
        together(
          {
            resources: [
              resource(1, "b"),
              resource(2, "a"),
              resource(3, "w", { state: "Absent" }),
              resource(4, "v", { state: "Absent" }),
            ],
          },
          one(1),
          planned(1, NOW, [3, 4]),
        ),
      ),
    );
    const configured = (sleep: string, wake: string, more = "") =>
      `${TIMES}SCHEDULER_NODE_MANAGER_SLEEP_CMD=${sleep}\nSCHEDULER_NODE_MANAGER_WAKE_UP_CMD=${wake}\n${more}`;
    const HALTED = {
      type: "HALT_NODE",
      job_id: 0,
      date: NOW,
      description: "Node b halt request",
      to_check: "YES",
      nodes: "a b",
    };
    const WOKEN = {
      ...HALTED,
      type: "WAKEUP_NODE",
      description: "Node w wake-up request",
      nodes: "v w",
    };

    test("they get the names of the nodes, and not twice", async () => {
      const content = configured(`"${program("sleep")} 'two words' $HOME;id"`, program("wake"));
      const first = observed(session, content, NOW);
      expect(await saveEnergy(first.round)).toEqual({ halt: ["a", "b"], wake: ["v", "w"] });
      expect([said("sleep"), said("wake")]).toEqual(["2|two words|$HOME;id\na\nb\n", "0||\nv\nw\n"]);
      expect(first.sent).toEqual([]);
      expect(first.lines).toContain("info: said by sleep");
      expect(await events()).toEqual([WOKEN, HALTED]);
      const again = observed(session, content, NOW + 59);
      expect(await saveEnergy(again.round)).toEqual({ halt: [], wake: [] });
      expect(again.lines).toEqual([]);
      const later = observed(session, content, NOW + 600);
      expect(await saveEnergy(later.round)).toEqual({ halt: ["a", "b"], wake: ["v", "w"] });
      expect(await events()).toHaveLength(4);
    });

    test("one that takes too long counts, one that fails or is not there does not", async () => {
      const slow = configured(program("fails", "exit 3"), program("slow", "sleep 30"), "SCHEDULER_TIMEOUT=1");
      const { round, lines } = observed(session, slow, NOW);
      await saveEnergy(round);
      expect(lines.filter((line) => line.startsWith("error"))).toEqual([
        "error: an energy command ran into its time limit",
        "error: an energy command ended with status 3",
      ]);
      expect(await events()).toEqual([WOKEN]);
      const other = observed(session, configured("unused", join(folder, "absent")), NOW + 60);
      const unclosed = { ...other.round.settings, SCHEDULER_NODE_MANAGER_SLEEP_CMD: "echo 'not closed" };
      await saveEnergy({ ...other.round, settings: unclosed });
      expect(other.lines.filter((line) => line.startsWith("error"))).toEqual([
        expect.stringContaining("error: an energy command could not be started: "),
        "error: an energy command cannot be run",
      ]);
      expect(await events()).toEqual([WOKEN]);
    });
  });

  test("the statements do not grow with the number of nodes", async () => {
    const counts: number[] = [];
    for (const size of [1, 40]) {
      const ids = Array.from({ length: size }, (_, index) => index + 1);
      await fill(session, { resources: ids.map((id) => resource(id, `n${id}`)) });
      const begun = counted.statements();
      const { round } = observed(session, `${TIMES}SCHEDULER_NODE_MANAGER_SLEEP_CMD=true`, NOW);
      expect((await saveEnergy(round)).halt).toHaveLength(size);
      counts.push(counted.statements() - begun);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});
