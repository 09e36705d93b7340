/** What the types of a job mean (section 3 of the rules), by counting them. */

/** What the types say, as far as they count (R3.6). */
export interface TypeMeaning {
  malformed: boolean;
  /** Whether types of this key are there. */
  has(key: string): boolean;
  /** Value of the first type of one of these keys; `null`: none. */
  value(...keys: string[]): string | null;
  /** Keys that count, in listed order. */
  keys: readonly string[];
}

/** Keys that stand at most once; `allow` and `allowed` are one. */
const ONCE = ["timesharing", "placeholder", "allow", "container", "inner"];
const NEED_VALUE = ["placeholder", "allow", "inner"];
const SCOPES = ["*,*", "user,*", "*,user", "*,name", "name,*", "user,name", "name,user"];

/** A type in its two parts. */
type Pair = readonly [key: string, value: string];

/** Reads types; those from the first malformed one on do not count. */
export function meaningOf(texts: readonly string[]): TypeMeaning {
  const pairs = texts.map(
    (text): Pair => [text.replace(/=.*$/s, ""), text.includes("=") ? text.replace(/^[^=]*=/, "") : ""],
  );
  let sound = pairs.length;
  while (!wellFormed(pairs.slice(0, sound))) sound--;
  const counted = pairs.slice(0, sound);
  const has = (...keys: string[]) => counted.some(([key]) => keys.includes(key));
  return {
    malformed: sound < pairs.length || (has("placeholder") && has("allow", "allowed")),
    has,
    value: (...keys) => counted.find(([key]) => keys.includes(key))?.[1] ?? null,
    keys: counted.map(([key]) => key),
  };
}

/** R3.3, but for `placeholder` together with `allow`. */
function wellFormed(pairs: readonly Pair[]): boolean {
  const joined = pairs.map(([key, value]): Pair => [key === "allowed" ? "allow" : key, value]);
  const values = (wanted: string) => joined.filter(([key]) => key === wanted).map(([, value]) => value);
  return (
    ONCE.every((key) => values(key).length <= 1) &&
    NEED_VALUE.every((key) => !values(key).includes("")) &&
    values("timesharing").every((value) => SCOPES.includes(value))
  );
}
