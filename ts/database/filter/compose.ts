/** Statements for several filters at once. */
import type { Parameter, Row } from "../session/index.js";
import { renderFilter } from "./render.js";
import type { Filter } from "./tree.js";

/** A statement for several tasks. */
export interface Composed<Result> {
  readonly text: string;
  readonly parameters: readonly Parameter[];
  /** Where in the text each task begins. */
  readonly starts: readonly number[];
  /** How many parameters come before those of each task. */
  readonly before: readonly number[];
  /** What comes out for each task. */
  readonly results: (rows: readonly Row[]) => Result[];
}

/** Puts a statement together. */
export class Composer {
  readonly #starts: number[] = [];
  readonly #before: number[] = [];
  readonly #parameters: string[] = [];
  #text: string;

  /** @param text the beginning of the statement */
  constructor(text: string) {
    this.#text = text;
  }

  write(text: string): void {
    this.#text += text;
  }

  /** Writes the filter of the next task with something around it. */
  condition(before: string, filter: Filter, after: string): void {
    const { text, parameters } = renderFilter(filter, this.#parameters.length + 1);
    this.#starts.push(this.#text.length);
    this.#before.push(this.#parameters.length);
    this.#parameters.push(...parameters);
    this.#text += before + text + after;
  }

  composed<Result>(results: Composed<Result>["results"]): Composed<Result> {
    return { text: this.#text, parameters: this.#parameters, starts: this.#starts, before: this.#before, results };
  }
}
