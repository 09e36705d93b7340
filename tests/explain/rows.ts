/** One kind of explanation a row: on a small scenario, with its whole sentence and what the data says of the cause. */
import { expect, test } from "vitest";
import type { Scenario } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";

/** What it is about, the scenario, the job that is asked about, its sentence, and its cause. */
export type Row = [about: string, scenario: Scenario, asked: number, sentence: string, cause: object | null];

/** One test for each row. */
export function testRows(rows: readonly Row[]): void {
  test.each(rows)("%s", async (_, world, asked, sentence, cause) => {
    const explanation = (await redox.scheduleScenario(world)).explain(asked);
    expect(explanation.job).toBe(asked);
    expect(explanation.sentence).toBe(sentence);
    if (cause === null) expect(explanation.cause).toBeNull();
    else expect(explanation.cause).toMatchObject(cause);
  });
}
