/** How long jobs were suspended (section 4.2 of the database reference). */

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
