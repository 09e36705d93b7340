/** The session is lost while it is found out which rows the database refuses: nothing is half done, and nobody was told. */
import { expect, test } from "vitest";
import { DatabaseError, type ServerSettings, Session } from "../../../ts/database/index.js";
import { connectPostgres } from "../../../ts/database/session/postgres.js";
import { killOrLaunch } from "../../../ts/metascheduler/round/kill-or-launch.js";
import { DEEP } from "../../support/paths.js";
import { database, fillWith, NOW, nodes, type Played, play } from "../conformance/played.js";
import { oarDatabase } from "../databases.js";
import { openedSession } from "../opened.js";
import { fill } from "../reading/rows.js";
import { observed, resources, rowsOf, valuesOf, whileRefusing } from "./support.js";

let made: Promise<ServerSettings> | null = null;
const settings = (): Promise<ServerSettings> => {
  made ??= oarDatabase();
  return made;
};
const { session } = openedSession("postgres", settings);

/** When a session is lost: before a statement is sent, or when it is done, and its answer does not come. */
type When = "before" | "after";

/** A session that is lost at one of its statements, the first of which has the number 1. */
async function losing(at: number, when: When): Promise<{ session: Session; statements: readonly string[] }> {
  const connection = await connectPostgres(await settings(), { connect: 10, statement: 60, answer: 5 });
  const statements: string[] = [];
  const session = new Session({
    kind: "postgres",
    run: async (text, parameters) => {
      statements.push(text);
      if (statements.length !== at) return connection.run(text, parameters);
      if (when === "before") connection.destroy();
      // Also that it was refused is not heard.
      await connection.run(text, parameters).catch(() => undefined);
      connection.destroy();
      throw new DatabaseError("connection_lost", "the answer does not come");
    },
    listen: (channel, hear) => connection.listen(channel, hear),
    close: () => connection.close(),
    destroy: () => connection.destroy(),
  });
  return { session, statements };
}

/** Waits until the backend of a lost session is gone, with its locks. */
async function alone(): Promise<void> {
  for (;;) {
    const others = await session.run(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    );
    if (others.length === 0) return;
  }
}

/** The numbers of the statements at which a session is lost: all of them, or each `step`-th and the last that commits. */
const points = (statements: readonly string[], step: number): number[] => {
  const last = statements.lastIndexOf("COMMIT");
  return [...statements.keys()].flatMap((index) => (DEEP || index === last || index % step === 0 ? [index + 1] : []));
};

const REFUSED = { table: "job_state_logs", condition: "job_id IN (2, 5)" };

test.each(["before", "after"] as const)(
  "launches, at each statement: the answer is lost %s it is done",
  async (when) => {
    const due = [1, 2, 3, 4, 5].map((id) => ({ id, plan: { start: NOW, resources: [id] } }));
    const states = async () =>
      (await valuesOf(session, "SELECT state::text FROM jobs ORDER BY job_id")).flat().join(" ");
    const [none, all] = ["Waiting Waiting Waiting Waiting Waiting", "toLaunch Waiting toLaunch toLaunch Waiting"];
    /** Launches with a session that is lost at a statement, and says what came of it. */
    async function launchLosing(at: number) {
      await fill(session, rowsOf(due, resources(5)));
      return whileRefusing(session, REFUSED, async () => {
        const lost = await losing(at, when);
        const { round, told } = observed(lost.session);
        const outcome = await killOrLaunch(round).then(
          () => "done",
          (error: unknown) => (error as DatabaseError).code,
        );
        await lost.session.close();
        await alone();
        const found = await states();
        const assigned = await valuesOf(session, "SELECT moldable_job_id FROM assigned_resources ORDER BY 1");
        // The next round.
        await killOrLaunch(observed(session).round);
        expect(await states()).toBe(all);
        return { outcome, found, told: told.length, assigned: assigned.flat(), statements: lost.statements };
      });
    }

    const { statements, ...undisturbed } = await launchLosing(Number.POSITIVE_INFINITY);
    expect(undisturbed).toEqual({ outcome: "done", found: all, told: 3, assigned: [10, 30, 40] });
    // Snapshot, group, and each of its parts.
    expect(statements.length).toBeGreaterThan(40);
    const ends = new Set<string>();
    for (const at of points(statements, 8)) {
      const { outcome, found, told, assigned } = await launchLosing(at);
      ends.add(`${outcome} ${found === all}`);
      expect(["connection_lost", "commit_unknown"]).toContain(outcome);
      expect([all, none]).toContain(found);
      expect({ at, assigned }).toEqual({ at, assigned: found === all ? [10, 30, 40] : [] });
      // Somebody is told of what is committed, and of nothing else.
      if (found === none) expect(told).toBe(0);
    }
    expect(ends).toContain("connection_lost false");
    expect(ends).toContain(`commit_unknown ${when === "after"}`);
  },
  600_000,
);

test("a plan, at some of its statements: the next round makes it whole", async () => {
  const jobs = [1, 2, 3, 4].map((id) => ({ id, property: `resource_id = ${id > 3 ? 2 : id}` }));
  const asked = {
    id: 5,
    property: "resource_id = 4",
    row: { reservation: "toSchedule", start_time: NOW + 60, info_type: "front:41005" },
  };
  const refusal = { table: "gantt_jobs_resources_visu", condition: "moldable_job_id = 20" };
  const tables = [
    "jobs",
    "gantt_jobs_predictions",
    "gantt_jobs_resources",
    "gantt_jobs_predictions_visu",
    "assigned_resources",
  ];
  const rowsIn = (played: Played) => tables.map((table) => played.rows(table));
  const twice = async () => {
    await play(session);
    return rowsIn(await play(session));
  };
  const begin = () => fillWith(session, database([...jobs, asked], nodes(4)));
  await begin();
  const whole = await whileRefusing(session, refusal, twice);
  const playLosing = async (at: number) => {
    await begin();
    return whileRefusing(session, refusal, async () => {
      const lost = await losing(at, at % 2 === 0 ? "after" : "before");
      const outcome = await play(lost.session).then(
        () => "done",
        (error: unknown) => (error as DatabaseError).code,
      );
      await lost.session.close();
      await alone();
      return { outcome, rows: await twice(), statements: lost.statements };
    });
  };
  const { statements, ...undisturbed } = await playLosing(Number.POSITIVE_INFINITY);
  expect(undisturbed).toEqual({ outcome: "done", rows: whole });
  for (const at of points(statements, 31)) {
    const { outcome, rows } = await playLosing(at);
    expect({ at, rows }).toEqual({ at, rows: whole });
    expect({ at, outcome }).not.toEqual({ at, outcome: "done" });
  }
}, 600_000);
