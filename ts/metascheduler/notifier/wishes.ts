/** What owners of jobs want to be told, and how (section 10.8 of the database reference, "User notifications"). */
import { ConfigurationError } from "../../database/index.js";
import { splitCommand } from "../processes/index.js";
import { oneLine } from "./messages.js";
import type { NotificationTag } from "./notifier.js";

/** Where an owner wants to be told. */
export type Wish =
  | { readonly kind: "mail"; readonly address: string }
  | {
      readonly kind: "exec";
      /** The program and its own arguments. */
      readonly words: readonly string[];
    }
  /** `jobs.notify` does not say it in a form that is known, or the address is none. */
  | { readonly kind: "malformed" };

const LONGEST_ADDRESS = 254;

/**
 * Reads `jobs.notify`: `mail:address` or `exec:command`, after a list of tags in brackets, separated by commas. Without
 * a list all tags hold.
 *
 * @returns `null`: the owner does not want to be told this
 */
export function wishOf(notify: string | null, tag: NotificationTag): Wish | null {
  if (notify === null || notify.trim() === "") return null;
  const found = /^\s*(?:\[([^\]]*)\])?\s*(mail|exec)\s*:(.*)$/su.exec(notify);
  if (found === null) return { kind: "malformed" };
  const [, tags, kind, rest = ""] = found;
  if (tags !== undefined && !tags.split(",").some((word) => word.trim() === tag)) return null;
  if (kind === "exec") return execWish(rest);
  const address = rest.trim();
  return isMailAddress(address) ? { kind: "mail", address } : { kind: "malformed" };
}

/** The command as words: quotes group, nothing else has a meaning, whatever a shell would make of it. */
function execWish(command: string): Wish {
  try {
    return { kind: "exec", words: splitCommand(oneLine(command)) };
  } catch (error) {
    if (error instanceof ConfigurationError) return { kind: "malformed" };
    throw error;
  }
}

/** One plain address, with or without a domain: nothing that could be several, an option or a header. */
function isMailAddress(text: string): boolean {
  if (text.length > LONGEST_ADDRESS) return false;
  return /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.][A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*(@[A-Za-z0-9][A-Za-z0-9.-]*)?$/.test(text);
}
