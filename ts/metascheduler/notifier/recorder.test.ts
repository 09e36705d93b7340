import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseConfiguration } from "../../database/index.js";
import { Recorder, type SentMessage } from "./recorder.js";
import { openRecording, RecordingError } from "./recording.js";

const settingsOf = (text: string) => parseConfiguration(text).settings;
const owner = { id: 1, user: "alice", name: null, notify: "mail:alice", infoType: null };

function recorder(configuration = "", refuse: string[] = []) {
  const messages: SentMessage[] = [];
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line) };
  const record = (message: SentMessage) => void messages.push(message);
  return { messages, lines, notifier: new Recorder({ settings: settingsOf(configuration), log, record, refuse }) };
}

test("every message is recorded in the form in which it would be sent", async () => {
  const { messages, lines, notifier } = recorder();
  await notifier.almighty("ChState");
  await notifier.launch(7);
  await notifier.greta({ cmd: "HALT", nodes: ["n1", "n2"] });
  await notifier.greta({ cmd: "CHECK" });
  expect(await notifier.oarsub("front:41001", "a\nb\n")).toBe(true);
  await notifier.owner(owner, "ERROR", "text");
  await notifier.close();
  expect(messages.map((message) => JSON.stringify(message))).toEqual([
    '{"to":"almighty","message":{"cmd":"ChState"}}',
    '{"to":"bipbip","message":{"job_id":7,"cmd":"OARRUN","args":[]}}',
    '{"to":"greta","message":{"cmd":"HALT","nodes":["n1","n2"]}}',
    '{"to":"greta","message":{"cmd":"CHECK"}}',
    '{"to":"oarsub front:41001","message":"a b"}',
  ]);
  expect(lines).toEqual(["the owner of a job would be told"]);
});

test("with OAR 2 launches are lines to Almighty", async () => {
  const { messages, notifier } = recorder("METASCHEDULER_OAR3_WITH_OAR2=yes\n");
  await notifier.launch(7);
  expect(messages).toEqual([{ to: "almighty", message: "OARRUNJOB_7" }]);
});

test("clients that do not answer, and those without an address, are not told", async () => {
  const { messages, notifier } = recorder("", ["front:41002"]);
  const told = [];
  for (const infoType of ["front:41002", null, "front:", "front:22", "front:41001"]) {
    told.push(await notifier.oarsub(infoType, "text"));
  }
  expect(told).toEqual([false, false, false, false, true]);
  expect(messages).toHaveLength(1);
});

test("a file has a line for each message, after those that it had", async () => {
  const folder = mkdtempSync(join(tmpdir(), "oar-redox-recording-"));
  try {
    const file = join(folder, "sent");
    for (const job of [1, 2]) {
      const { add: record, close } = openRecording(file);
      const notifier = new Recorder({ settings: settingsOf(""), log: {}, record, close });
      await notifier.launch(job);
      await notifier.close();
      await notifier.close();
    }
    const lines = readFileSync(file, "utf8").split("\n");
    expect(lines.slice(0, -1).map((line) => JSON.parse(line).message.job_id)).toEqual([1, 2]);
    expect(lines.at(-1)).toBe("");
    expect(() => openRecording(join(folder, "no", "sent"))).toThrow(RecordingError);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a message that cannot be written is an error in the log, and was not delivered", async () => {
  const errors: unknown[] = [];
  const log = { error: (_: string, details?: unknown) => errors.push(details) };
  const record = () => {
    throw new Error("disk full");
  };
  const notifier = new Recorder({ settings: settingsOf(""), log, record });
  expect(await notifier.oarsub("front:41001", "text")).toBe(false);
  expect(errors).toEqual([{ to: "oarsub front:41001", why: "disk full" }]);
});
