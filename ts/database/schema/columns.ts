/** The kinds of columns that OAR's tables are made of. All but the optional ones are NOT NULL. */
import { bigserial, integer, text, varchar } from "drizzle-orm/pg-core";

/** The key of a table that deals its own numbers. Referencing columns are only `integer`. */
export const serial = () => bigserial({ mode: "number" }).primaryKey();

/** A number, 0 unless given; 0 means none. */
export const number = (otherwise = 0) => integer().notNull().default(otherwise);

/** A short text, empty unless given; empty means none. */
export const name = (length = 255, otherwise = "") => varchar({ length }).notNull().default(otherwise);

/** A short text that may be NULL. */
export const optionalName = (length = 255) => varchar({ length });

/** A long text, empty unless given. */
export const longText = () => text().notNull().default("");

/** One of a list of words, the first unless another is named: a `varchar` with a CHECK. */
export const word = <Word extends string, List extends readonly [Word, ...Word[]]>(
  length: number,
  list: List,
  otherwise: List[number] = list[0],
) =>
  varchar({ length, enum: list as unknown as [Word, ...Word[]] })
    .notNull()
    .default(otherwise);

/** A flag. */
export const flag = (otherwise: "YES" | "NO" = "NO") => word(3, ["YES", "NO"], otherwise);

/** Whether a row belongs to a job that still lives. */
export const lives = () => word(7, ["CURRENT", "LOG"]);
