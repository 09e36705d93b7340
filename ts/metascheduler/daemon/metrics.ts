/** What a daemon counts, in the text format of Prometheus. */
import type { RoundOutcome } from "./options.js";

/** Upper bounds of the histogram of durations, in seconds. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Counts that a round adds to, and what they are. */
const JOBS = {
  placed: "Jobs that rounds have placed",
  accepted: "Advance reservations that were accepted",
  refused: "Advance reservations that were refused",
  launched: "Jobs that were launched",
  killed: "Best-effort jobs that were asked to end",
} as const;

/** The counters of one daemon, from its start. */
export class Metrics {
  readonly #exits = new Map<number, number>([0, 1, 2].map((code) => [code, 0]));
  readonly #jobs = new Map(Object.keys(JOBS).map((name) => [name as keyof typeof JOBS, 0]));
  readonly #databaseErrors = new Map<string, number>();
  readonly #durations = new Array<number>(BUCKETS.length).fill(0);
  #failures = 0;
  #seconds = 0;
  #rounds = 0;
  #lastRound = 0;
  /** Whether this daemon leads. */
  leader = false;

  /**
   * Counts a round that has ended.
   *
   * @param seconds how long it took
   * @param outcome `null`: it failed
   * @param now epoch seconds
   */
  round(seconds: number, outcome: RoundOutcome | null, now: number): void {
    this.#rounds += 1;
    this.#seconds += seconds;
    this.#lastRound = now;
    BUCKETS.forEach((bound, index) => {
      if (seconds <= bound) this.#durations[index] = (this.#durations[index] ?? 0) + 1;
    });
    if (outcome === null) {
      this.#failures += 1;
      return;
    }
    add(this.#exits, outcome.exitCode, 1);
    for (const name of this.#jobs.keys()) add(this.#jobs, name, outcome[name] ?? 0);
  }

  /** Counts an error of the database, by its code. */
  databaseError(code: string): void {
    add(this.#databaseErrors, code, 1);
  }

  /** All of them as text. */
  text(): string {
    const seconds = "oar_redox_round_duration_seconds";
    return [
      ...head("oar_redox_rounds_total", "counter", "Rounds by their exit code"),
      ...[...this.#exits].map(([code, count]) => `oar_redox_rounds_total{exit_code="${code}"} ${count}`),
      ...simple("oar_redox_round_failures_total", "counter", "Rounds that ended with an error", this.#failures),
      ...head(seconds, "histogram", "How long rounds took"),
      ...BUCKETS.map((bound, index) => `${seconds}_bucket{le="${bound}"} ${this.#durations[index]}`),
      `${seconds}_bucket{le="+Inf"} ${this.#rounds}`,
      `${seconds}_sum ${this.#seconds}`,
      `${seconds}_count ${this.#rounds}`,
      ...[...this.#jobs].flatMap(([name, count]) =>
        simple(`oar_redox_jobs_${name}_total`, "counter", JOBS[name], count),
      ),
      ...simple("oar_redox_leader", "gauge", "1 if this daemon leads", this.leader ? 1 : 0),
      ...simple("oar_redox_last_round_timestamp_seconds", "gauge", "When the last round ended", this.#lastRound),
      ...head("oar_redox_database_errors_total", "counter", "Errors of the database by their code"),
      ...[...this.#databaseErrors].map(([code, count]) => `oar_redox_database_errors_total{code="${code}"} ${count}`),
      "",
    ].join("\n");
  }
}

function add<Key>(counts: Map<Key, number>, key: Key, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}.`, `# TYPE ${name} ${type}`];
}

function simple(name: string, type: string, help: string, value: number): string[] {
  return [...head(name, type, help), `${name} ${value}`];
}
