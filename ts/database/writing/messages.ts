/** `jobs.message`: what users are told of a job (section 2.4 of the database reference). */
import type { Transaction } from "../session/index.js";
import { rowList } from "./lists.js";

/** A job and a text about it. */
export interface JobText {
  readonly job: number;
  readonly text: string;
}

/** Replaces the messages of jobs; what is above 255 characters is cut off. */
export async function setMessages(queries: Transaction, texts: readonly JobText[]): Promise<void> {
  await change(queries, texts, "text", []);
}

/**
 * Replaces the first match of a pattern in the messages of jobs. A message without a match stays.
 *
 * @param pattern a regular expression of PostgreSQL's
 * @param texts without backslashes
 */
export async function replaceInMessages(
  queries: Transaction,
  pattern: string,
  texts: readonly JobText[],
): Promise<void> {
  await change(queries, texts, "regexp_replace(message, $2, text)", [pattern]);
}

async function change(
  queries: Transaction,
  texts: readonly JobText[],
  expression: string,
  parameters: readonly string[],
): Promise<void> {
  if (texts.length === 0) return;
  await queries.run(
    `UPDATE jobs SET message = left(${expression}, 255)
     FROM jsonb_to_recordset($1::jsonb) AS row (job int, text text) WHERE job_id = job`,
    [rowList(texts.map(({ job, text }) => ({ job, text }))), ...parameters],
  );
}
