/** A case of the appendix of the semantics: a scenario and where its jobs must be. */
import type { Scenario } from "../../ts/model/index.js";

/** Begin, end, resources, and the index of the moldable where there are several; `null`: not placed. */
export type Expectation = readonly [begin: number, end: number, resources: string, moldable?: number] | null;

/** One case. */
export interface AppendixCase {
  /** Its name in the appendix, with a letter where one row is several scenarios. */
  id: string;
  scenario: Scenario;
  /** Where jobs must be; jobs that are not named do not matter. */
  expect: Readonly<Record<number, Expectation>>;
  /** Reasons of jobs left out, where the appendix gives one. */
  reasons?: Readonly<Record<number, string>>;
}
