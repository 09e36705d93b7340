/** The faults of a document, collected so that one error can list them all (R12.10). */
import { type InputCode, InputError, type InputFault } from "../../../model/index.js";
import type { Reader } from "../reader.js";

/** Faults that are listed. At that many nobody reads on, and a document that is nothing but faults ends here. */
export const MOST_FAULTS = 10_000;

/** Collects what is wrong with a document; the reading goes on. */
export class Faults {
  readonly #reader: Reader;
  readonly #document: string;
  readonly #list: InputFault[] = [];
  #error: InputError | null = null;

  /** @param document the field of the scenario that is read */
  constructor(reader: Reader, document: string) {
    this.#reader = reader;
    this.#document = document;
  }

  /** Notes a fault at `key` of the reader's place (or at the place itself). */
  add(code: InputCode, expected: string, found: string, key?: string | number): void {
    this.#keep(new InputError(code, this.#reader.at(key), expected, found));
  }

  /** What `read` returns, or `null` after noting what it found wrong; the reader is back where it was. */
  attempt<Result>(read: () => Result): Result | null {
    const depth = this.#reader.path.length;
    try {
      return read();
    } catch (error) {
      // Anything else comes from the caller's own getters: it is none of the document's faults.
      if (!(error instanceof InputError) || error === this.#error) throw error;
      this.#reader.path.length = depth;
      this.#keep(error);
      return null;
    }
  }

  /**
   * Notes that there is more of something than may be, and reads no further.
   *
   * @throws InputError with all faults up to this one
   */
  stop(expected: string, key?: string | number): never {
    this.add("too_large", expected, "more", key);
    this.#throw(`${this.#list.length}, and read no further`);
  }

  /**
   * Ends the reading.
   *
   * @throws InputError with all faults, if there are any
   */
  check(): void {
    if (this.#list.length > 0) this.#throw(`${this.#list.length}`);
  }

  #keep({ code, path, field, expected, message }: InputError): void {
    if (this.#list.length === MOST_FAULTS) this.#throw(`more than the ${MOST_FAULTS} that are listed`);
    this.#list.push({ code, path, field, expected, message });
  }

  #throw(found: string): never {
    this.#error = new InputError("malformed", [this.#document], "a document without faults", found, this.#list);
    throw this.#error;
  }
}
