/** What is made of the messages between a round and its server. */
import { expect, test } from "vitest";
import { countOf, phaseTimes } from "./phases.js";
import { type Statement, Statements } from "./wire.js";

/** Statements that take 10 ms each, with 1 ms of ours before each but the first. */
function statements(...texts: readonly string[]): Statement[] {
  return texts.map((text, index) => ({ text, sentAt: index * 11, answeredAt: index * 11 + 10 }));
}

test("each statement belongs to one part of the round, and the time between them is ours", () => {
  const round = statements(
    "SELECT 1",
    "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "SELECT * FROM gantt_jobs_resources_visu",
    "COMMIT",
    "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE",
    "UPDATE jobs SET message = ''",
    "DELETE FROM gantt_jobs_resources",
    "DELETE FROM gantt_jobs_resources_visu",
    "COMMIT",
    "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE",
    "INSERT INTO assigned_resources SELECT * FROM gantt_jobs_resources",
    "INSERT INTO gantt_jobs_resources_visu VALUES (1, 1)",
    "COMMIT",
  );
  expect(phaseTimes(round)).toEqual({ read: 30, own: 12, plan: 40, copy: 10, rest: 50 });
  expect(phaseTimes([])).toEqual({ read: 0, own: 0, plan: 0, copy: 0, rest: 0 });
});

test("what renews the lease of the leader is not counted, the check of each group is", () => {
  const check = "SELECT FROM pg_locks WHERE pid = pg_backend_pid()";
  expect(countOf(statements("SELECT 1", check, "BEGIN", check, "COMMIT", check, "BEGIN", "COMMIT"))).toBe(6);
});

/** A message of PostgreSQL's protocol. */
function message(type: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.byteLength(body));
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)]);
}

test("the texts of statements, prepared ones and others, until the server is ready again", () => {
  const heard = new Statements();
  const client = (type: string, body: string) =>
    heard.hear({ connection: 0, from: "client", type, bytes: message(type, body) });
  const server = (type: string) => heard.hear({ connection: 0, from: "server", type, bytes: message(type, "I") });
  // The first message of a client has no letter.
  heard.hear({ connection: 0, from: "client", type: "", bytes: message("", "user") });
  server("Z");
  client("P", "name\0SELECT 'é'\0\0\0");
  client("B", "\0name\0");
  server("C");
  expect(heard.list).toEqual([]);
  server("Z");
  client("Q", "COMMIT\0");
  server("Z");
  expect(heard.list.map(({ text }) => text)).toEqual(["SELECT 'é'", "COMMIT"]);
  for (const { sentAt, answeredAt } of heard.list) expect(answeredAt).toBeGreaterThanOrEqual(sentAt);
});
