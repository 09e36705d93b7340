/** A case of the appendix of the semantics: a scenario and where its jobs must be. */
import type { Scenario } from "../../ts/model/index.js";
import type { Feature } from "../worlds/features.js";

/** Begin, end, resources, and the index of the moldable where there are several; `null`: not placed. */
export type Expectation = readonly [begin: number, end: number, resources: string, moldable?: number] | null;

/** One case. */
export interface AppendixCase {
  /** Its name in the appendix, with a letter where one row is several scenarios. */
  id: string;
  /** What it needs beyond sections 1 to 9 and 16 of the rules. */
  needs: readonly Feature[];
  scenario: Scenario;
  /** Where jobs must be; jobs that are not named do not matter. */
  expect: Readonly<Record<number, Expectation>>;
  /** Reasons of jobs left out, where the appendix gives one. */
  reasons?: Readonly<Record<number, string>>;
}
