import { expect, test } from "vitest";
import { Metrics } from "./metrics.js";

const sampleOf = (text: string, name: string): number =>
  Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1),
  );

test("rounds are counted by exit code, by what they did and how long they took", () => {
  const metrics = new Metrics();
  metrics.round(0.02, { exitCode: 0, placed: 3, launched: 1 }, 1_700_000_000);
  metrics.round(0.3, { exitCode: 2, placed: null, killed: 2, accepted: 1, refused: 4 }, 1_700_000_001);
  metrics.round(100, null, 1_700_000_002.5);
  metrics.databaseError("deadline");
  metrics.databaseError("deadline");
  metrics.leader = true;
  const text = metrics.text();
  const values: [string, number][] = [
    ['oar_redox_rounds_total{exit_code="0"}', 1],
    ['oar_redox_rounds_total{exit_code="1"}', 0],
    ['oar_redox_rounds_total{exit_code="2"}', 1],
    ["oar_redox_round_failures_total", 1],
    ['oar_redox_round_duration_seconds_bucket{le="0.01"}', 0],
    ['oar_redox_round_duration_seconds_bucket{le="0.025"}', 1],
    ['oar_redox_round_duration_seconds_bucket{le="0.5"}', 2],
    ['oar_redox_round_duration_seconds_bucket{le="60"}', 2],
    ['oar_redox_round_duration_seconds_bucket{le="+Inf"}', 3],
    ["oar_redox_round_duration_seconds_sum", 100.32],
    ["oar_redox_round_duration_seconds_count", 3],
    ["oar_redox_jobs_placed_total", 3],
    ["oar_redox_jobs_accepted_total", 1],
    ["oar_redox_jobs_refused_total", 4],
    ["oar_redox_jobs_launched_total", 1],
    ["oar_redox_jobs_killed_total", 2],
    ["oar_redox_leader", 1],
    ["oar_redox_last_round_timestamp_seconds", 1_700_000_002.5],
    ['oar_redox_database_errors_total{code="deadline"}', 2],
  ];
  for (const [name, value] of values) expect(sampleOf(text, name), name).toBeCloseTo(value, 9);
});

test("the text is in the format of Prometheus", () => {
  const lines = new Metrics().text().split("\n");
  expect(lines.pop()).toBe("");
  const sample = /^[a-z_]+(\{[a-z_]+="[^"\\]*"\})? -?[\d.]+(e[+-]?\d+)?$/;
  expect(lines.filter((line) => !/^# (HELP|TYPE) [a-z_]+ ./.test(line) && !sample.test(line))).toEqual([]);
  const names = lines.filter((line) => line.startsWith("# TYPE")).map((line) => line.split(" ")[2]);
  expect(new Set(names).size).toBe(names.length);
});
