/** The seam between sessions and drivers: one connection that runs one statement at a time. */

/** What a statement can be given. Lists go as the text of a JSON document or of an array. */
export type Parameter = string | number | boolean | null;

/** What a column can hold. An `int8` is a number, a `numeric` a text. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, Value>>;

/** What a driver gives back of a statement. */
export interface DriverRows {
  readonly columns: readonly { readonly name: string; readonly type: number }[];
  /** In the order of the columns. An `int8` is still a text. */
  readonly rows: readonly (readonly unknown[])[];
  /** What was done, such as `COMMIT`. */
  readonly command: string;
}

/** A connection to a database. It is never opened again once it has ended. */
export interface Connection {
  readonly kind: "postgres" | "pglite";
  /**
   * Runs one statement by the extended protocol, which takes no second one. Statements run in the order of the calls.
   *
   * @throws DatabaseError `connection_lost`, `deadline`, `statement_failed`
   */
  run(text: string, parameters: readonly Parameter[]): Promise<DriverRows>;
  /**
   * Calls `hear` whenever somebody notifies the channel, until the connection ends. The embedded database has nobody
   * who could.
   *
   * @throws DatabaseError
   */
  listen(channel: string, hear: () => void): Promise<void>;
  /** Ends the connection after what is under way. */
  close(): Promise<void>;
  /** Ends the connection now; what is under way fails. */
  destroy(): void;
}
