/** The plan and what is assigned (section 1.3 of the database reference). `moldable_job_id` is a moldable id. */
import { index, integer, pgEnum, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { number } from "./columns.js";

/** Whether an assignment belongs to a job that still lives. */
export const resourceIndex = pgEnum("resource_index", ["CURRENT", "LOG"]);

const prediction = () => ({ moldable_job_id: integer().primaryKey().default(0), start_time: number() });
const planned = () => ({ moldable_job_id: number(), resource_id: number() });

/** Predicted starts. There may be a stray row of moldable 0. */
export const gantt_jobs_predictions = pgTable("gantt_jobs_predictions", prediction());

/** Predicted resources. */
export const gantt_jobs_resources = pgTable("gantt_jobs_resources", planned(), (table) => [
  primaryKey({ columns: [table.moldable_job_id, table.resource_id] }),
]);

/** The copy of the predicted starts that users see. */
export const gantt_jobs_predictions_visu = pgTable("gantt_jobs_predictions_visu", prediction());

/** The copy of the predicted resources that users see. */
export const gantt_jobs_resources_visu = pgTable("gantt_jobs_resources_visu", planned(), (table) => [
  primaryKey({ columns: [table.moldable_job_id, table.resource_id] }),
]);

/** Nobody writes it in OAR 3. */
export const gantt_jobs_predictions_log = pgTable(
  "gantt_jobs_predictions_log",
  { sched_date: number(), moldable_job_id: number(), start_time: number() },
  (table) => [primaryKey({ columns: [table.sched_date, table.moldable_job_id] })],
);

/** Nobody writes it in OAR 3. */
export const gantt_jobs_resources_log = pgTable(
  "gantt_jobs_resources_log",
  { sched_date: number(), ...planned() },
  (table) => [primaryKey({ columns: [table.sched_date, table.moldable_job_id, table.resource_id] })],
);

/** The resources of a launched job. */
export const assigned_resources = pgTable(
  "assigned_resources",
  { ...planned(), assigned_resource_index: resourceIndex().notNull().default("CURRENT") },
  (table) => [
    primaryKey({ columns: [table.moldable_job_id, table.resource_id] }),
    index("mjob_id").on(table.moldable_job_id),
    index("log").on(table.assigned_resource_index),
  ],
);
