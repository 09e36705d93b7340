/** From bytes to a scenario, and from what an engine finds wrong in it to a place in those bytes. */
import { InputError } from "../../engine/node.js";
import type { InputFault, Scenario } from "../../model/index.js";
import { findSyntaxFault } from "./json-syntax.js";
import { locateAll } from "./locate.js";
import { positionsAt } from "./position.js";
import { SourceError, type SourcePlace, type SourceProblem } from "./source-error.js";

/** A scenario as it was read. Whether it is a valid one only the engine knows. */
export interface ScenarioSource {
  readonly scenario: Scenario;
  /** Says where in the source an error of the engine is; any other error is returned as it is. */
  blame(error: unknown): unknown;
}

/**
 * Reads the bytes of one scenario. A byte order mark is skipped.
 *
 * @param file the name that messages use
 * @param line number of the only line in `bytes`; absent when `bytes` are a whole file
 * @throws SourceError when the bytes are not UTF-8 or no JSON
 */
export function readScenario(bytes: Uint8Array, file: string, line?: number): ScenarioSource {
  const text = decode(bytes, file, line);
  const places = (offsets: readonly number[]) =>
    positionsAt(text, offsets).map((position) => ({ file, line: line ?? position.line, column: position.column }));
  const place = (offset: number) => places([offset])[0] as SourcePlace;
  const scenario = parse(text, place, line === undefined);
  return {
    scenario,
    blame(error) {
      if (!(error instanceof InputError)) return error;
      const offsets = locateAll(
        text,
        error.faults.map(({ path }) => path),
      );
      // A column tells apart what is wrong in one line of a document; one fault its field names well enough.
      const alone = error.faults[0] === error;
      const problems = places(offsets).map(({ column, ...rest }, i): SourceProblem => {
        const { message } = error.faults[i] as InputFault;
        return [alone ? rest : { ...rest, column }, message];
      });
      const [first, problem] = problems[0] as SourceProblem;
      return new SourceError(first, problem, { cause: error }, problems.slice(1));
    },
  };
}

function decode(bytes: Uint8Array, file: string, line: number | undefined): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const place = line === undefined ? { file } : { file, line };
    throw new SourceError(place, "expected text in UTF-8, found other bytes", { cause: error });
  }
}

type Place = (offset: number) => SourcePlace;

function parse(text: string, place: Place, wholeFile: boolean): Scenario {
  try {
    return JSON.parse(text) as Scenario;
  } catch (error) {
    const fault = findSyntaxFault(text);
    if (fault === null) throw error;
    const { offset, expected, found, afterEnd } = fault;
    const hint = wholeFile && afterEnd && text[offset] === "{" ? " (one scenario a line is read with --jsonl)" : "";
    throw new SourceError(place(offset), `expected ${expected}, found ${found}${hint}`, { cause: error });
  }
}
