/** A schedule as text: bars over time and resources, utilization, tables, and the reasons in words. */
export * from "./bars.js";
export * from "./explained.js";
export * from "./gantt.js";
export * from "./reasons.js";
export * from "./report.js";
export * from "./schedule.js";
export * from "./schedule-table.js";
export * from "./table.js";
export * from "./time-axis.js";
export * from "./utilization.js";
