/** The quota document: sets of rules, and the calendar that says which set holds when (sections 12 and 13). */

/**
 * The quota document (R12.1), read when `config.QUOTAS` is `"yes"`. Every other key is the name of a set of
 * rules; a set that no period names is not used, but its faults count.
 */
export interface QuotaDocument {
  /** Rules that hold where the calendar says nothing. Default: none. */
  quotas?: QuotaRules;
  /** Job types that rules may name; `*` need not be among them (R12.5). Default: none. */
  job_types?: string[];
  /** Periods of the week (R13.2 to R13.5). Default: none. */
  periodical?: QuotaPeriod[];
  /** Stretches of time that hold once, and win over periods (R13.6). Default: none. */
  oneshot?: QuotaOneShot[];
  [set: string]: QuotaRules | string[] | QuotaPeriod[] | QuotaOneShot[] | undefined;
}

/**
 * A set of rules. A key is `"queue,project,type,user"`, each field a literal, `*` (all values, one counter) or
 * `/` (one counter for each value); nothing is trimmed (R12.2). The values are the most resources of type
 * `default` at any time, the most jobs at any time, and the most resource-hours.
 */
export type QuotaRules = Record<string, [resources: QuotaValue, jobs: QuotaValue, hours: QuotaValue]>;

/**
 * A limit: a number, a decimal text (`"34.5"`), `"ALL"` or a multiple of it (`"0.5*ALL"`); below 0: no limit.
 * Resources and jobs are counted in integers; hours keep their fraction, `"0.5"` is 1800 seconds (R12.3).
 */
export type QuotaValue = number | string;

/**
 * `"hours weekdays * *"`, for example `"08:00-19:00 mon-fri * *"`, and the set of rules that holds then.
 * `"* * * *"` or `"default"` is what holds when no other period does (R13.2).
 */
export type QuotaPeriod = [period: string, rules: string, description?: string];

/** Two dates `YYYY-MM-DD hh:mm` in local time, the second exclusive, and the set that holds between them. */
export type QuotaOneShot = [begin: string, end: string, rules: string, description?: string];
