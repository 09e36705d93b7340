/** Queues, accounting, events and the rest (sections 1.2, 1.4 and 10.9 of the database reference). */
import { bigint, index, integer, pgTable, primaryKey, text, varchar } from "drizzle-orm/pg-core";
import { flag, name, number, optionalName, serial, word } from "./columns.js";

/** A queue; `scheduler_policy` names the external scheduler. */
export const queues = pgTable("queues", {
  queue_name: varchar({ length: 100 }).primaryKey().default(""),
  priority: number(),
  scheduler_policy: name(100),
  state: word(9, ["Active", "notActive"]),
});

/** Consumption in resource-seconds by window of time. */
export const accounting = pgTable(
  "accounting",
  {
    window_start: integer().notNull(),
    window_stop: number(),
    accounting_user: name(),
    accounting_project: name(),
    queue_name: name(100),
    consumption_type: word(5, ["ASKED", "USED"]),
    consumption: bigint({ mode: "number" }).notNull().default(0),
  },
  (table) => [
    primaryKey({
      columns: [
        table.window_start,
        table.window_stop,
        table.accounting_user,
        table.accounting_project,
        table.queue_name,
        table.consumption_type,
      ],
    }),
    index("accounting_user").on(table.accounting_user),
    index("accounting_project").on(table.accounting_project),
    index("accounting_queue").on(table.queue_name),
    index("accounting_type").on(table.consumption_type),
  ],
);

/** An event; `to_check` says whether NodeChangeState has still to look at it. */
export const event_logs = pgTable(
  "event_logs",
  {
    event_id: serial(),
    type: name(50),
    job_id: number(),
    date: number(),
    description: name(),
    to_check: flag("YES"),
  },
  (table) => [
    index("event_type").on(table.type),
    index("event_check").on(table.to_check),
    index("event_job_id").on(table.job_id),
  ],
);

/** The nodes of an event. */
export const event_log_hostnames = pgTable("event_log_hostnames", { event_id: number(), hostname: name() }, (table) => [
  primaryKey({ columns: [table.event_id, table.hostname] }),
  index("event_hostname").on(table.hostname),
]);

/** Staging of files. */
export const files = pgTable(
  "files",
  {
    file_id: serial(),
    md5sum: optionalName(),
    location: optionalName(),
    method: optionalName(),
    compression: optionalName(),
    size: number(),
  },
  (table) => [index("md5sum").on(table.md5sum)],
);

/** What a submission goes through, by priority, then id. */
export const admission_rules = pgTable("admission_rules", {
  id: serial(),
  priority: number(),
  enabled: flag("YES"),
  rule: text().notNull(),
});

/** One row: the version of the tables. */
export const schema = pgTable("schema", {
  version: varchar({ length: 255 }).notNull(),
  name: varchar({ length: 255 }).notNull(),
});

/** Unused by OAR 3. */
export const scheduler = pgTable("scheduler", {
  name: varchar({ length: 100 }).primaryKey(),
  script: varchar({ length: 100 }).notNull(),
  description: varchar({ length: 255 }).notNull(),
});
