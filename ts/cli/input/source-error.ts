/** The error of a bad input, as the command line tells it. */

/** Where in an input something is wrong; `line` and `column` count from 1, and are left out where they are not known. */
export interface SourcePlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Where something is wrong, and what. */
export type SourceProblem = readonly [place: SourcePlace, problem: string];

/** Something is wrong with an input. Each line begins with the place, in the form editors and terminals link to. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  /** What is wrong, one thing a line. */
  readonly lines: readonly string[];

  /**
   * @param place where it is wrong
   * @param problem what is wrong
   * @param more what else is wrong with the same input
   */
  constructor(place: SourcePlace, problem: string, options?: ErrorOptions, more: readonly SourceProblem[] = []) {
    const lines = [[place, problem] satisfies SourceProblem, ...more].map(([{ file, line, column }, text]) => {
      const parts = [file, line, column].filter((part) => part !== undefined);
      return `${parts.join(":")}: ${text}`;
    });
    super(lines.join("\n"), options);
    this.lines = lines;
  }
}
