/** A whole schedule as text: what it is, its table, its chart. */
import type { Scenario } from "../../model/index.js";
import { formatCount, formatInstant, plural, printable, type Terminal } from "../style/index.js";
import { planOf } from "./bars.js";
import { drawGantt, labelWidth } from "./gantt.js";
import { drawScheduleTable, type ExplainedSchedule } from "./schedule-table.js";
import { axisOf } from "./time-axis.js";

/** Draws a schedule; an empty line ends it, and sets it apart from the next. */
export function drawSchedule(scenario: Scenario, schedule: ExplainedSchedule, terminal: Terminal): string[] {
  const { bold, dim } = terminal.colors;
  const outcomes = Object.values(schedule.assignments);
  const left = outcomes.filter((outcome) => outcome === null).length;
  const title = schedule.name === "" ? "Schedule" : printable(schedule.name);
  const summary = `${plural(outcomes.length - left, "job")} placed, ${formatCount(left)} left out`;
  const lines = [`${bold(title)}  ${dim(`${formatInstant(scenario.now)} · ${summary}`)}`, ""];
  lines.push(...drawScheduleTable(scenario, schedule, terminal), "");
  const plan = planOf(scenario, schedule);
  if (plan.bars.length > 0) {
    const axis = axisOf(plan, terminal.columns - labelWidth(plan) - 3);
    lines.push(...drawGantt(plan, axis, terminal), "");
  }
  return lines;
}
