/** The fixed part of the table of resources, and its history (sections 1.4 and 1.5 of the database reference). */
import { index, pgTable } from "drizzle-orm/pg-core";
import { flag, name, number, serial, word } from "./columns.js";

/**
 * The columns that every site has. Administrators add others at any time: read them with
 * {@link ./catalogue.ts}, and never select `*`.
 */
export const resources = pgTable(
  "resources",
  {
    resource_id: serial(),
    type: name(100, "default"),
    network_address: name(100),
    state: word(9, ["Alive", "Dead", "Suspected", "Absent"]),
    next_state: word(9, ["UnChanged", "Alive", "Dead", "Absent", "Suspected"]),
    finaud_decision: flag(),
    next_finaud_decision: flag(),
    /** Alive 1, Absent 2, Suspected 3, Dead 4. */
    state_num: number(),
    suspended_jobs: flag(),
    scheduler_priority: number(),
    cpuset: name(255, "0"),
    besteffort: flag("YES"),
    deploy: flag(),
    expiry_date: number(),
    desktop_computing: flag(),
    last_job_date: number(),
    /** Date from which it is withdrawn; 2147483647: never (R2.3, R2.4). */
    available_upto: number(2_147_483_647),
    last_available_upto: number(),
    drain: flag(),
  },
  (table) => [
    index("resource_state").on(table.state),
    index("resource_next_state").on(table.next_state),
    index("resource_suspended_jobs").on(table.suspended_jobs),
    index("resource_type").on(table.type),
    index("resource_network_address").on(table.network_address),
  ],
);

/** What was changed of a resource. Not written here. */
export const resource_logs = pgTable(
  "resource_logs",
  {
    resource_log_id: serial(),
    resource_id: number(),
    attribute: name(),
    value: name(),
    date_start: number(),
    date_stop: number(),
    finaud_decision: flag(),
  },
  (table) => [
    index("resource").on(table.resource_id),
    index("resource_id").on(table.resource_id),
    index("attribute").on(table.attribute),
    index("finaud").on(table.finaud_decision),
    index("val").on(table.value),
    index("date_start").on(table.date_start),
    index("date_stop").on(table.date_stop),
  ],
);
