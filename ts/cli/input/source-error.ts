/** The error of a bad input, as the command line tells it. */

/** Something is wrong with an input. The message begins with the place, in the form editors and terminals link to. */
export class SourceError extends Error {
  override readonly name = "SourceError";

  /**
   * @param place where it is wrong; `line` and `column` count from 1, and are left out where they are not known
   * @param problem what is wrong
   */
  constructor(place: { file: string; line?: number; column?: number }, problem: string, options?: ErrorOptions) {
    const parts = [place.file, place.line, place.column].filter((part) => part !== undefined);
    super(`${parts.join(":")}: ${problem}`, options);
  }
}
