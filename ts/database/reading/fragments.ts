/** Pieces of statements that several of them need. */

/** The states of current jobs: they hold what is assigned to them (section 4.2 of the database reference). */
export const CURRENT_STATES = ["Running", "toLaunch", "Launching", "Finishing", "Suspended", "Resuming"] as const;

/** The same as a list for `IN`. */
export const CURRENT = `(${CURRENT_STATES.map((state) => `'${state}'`).join(", ")})`;

/**
 * Joins, as `suspensions.seconds`, how long a job of the table `jobs` was suspended: NULL, if it never was.
 *
 * @param now the parameter that holds the date, which ends a suspension that goes on
 */
export const suspensions = (now: string): string =>
  `LEFT JOIN (SELECT job_id,
       sum(greatest(0, (CASE WHEN date_stop = 0 THEN ${now}::int8 ELSE date_stop END) - date_start)) AS seconds
     FROM job_state_logs WHERE job_state IN ('Suspended', 'Resuming') GROUP BY job_id) AS suspensions
     ON suspensions.job_id = jobs.job_id AND jobs.suspended = 'YES'`;
