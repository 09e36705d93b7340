/** The address of a database as an argument. Everybody on a machine can read arguments, and it may hold a password. */

/** Arguments, and the address that was taken out of them. */
export interface Arguments {
  readonly args: readonly string[];
  /** `null`: there was none with a password, and nothing was taken out. */
  readonly address: string | null;
}

const OPTION = "--database";

/** Takes the address of the database out of arguments, if there is a password in it. The last one counts. */
export function withoutSecretAddress(args: readonly string[]): Arguments {
  const kept: string[] = [];
  let address: string | null = null;
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? "";
    const [separate, joined] = [word === OPTION && index + 1 < args.length, word.startsWith(`${OPTION}=`)];
    if (separate) address = args[++index] ?? null;
    else if (joined) address = word.slice(OPTION.length + 1);
    else kept.push(word);
  }
  return address !== null && holdsPassword(address) ? { args: kept, address } : { args, address: null };
}

function holdsPassword(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { password, searchParams } = new URL(address);
  return password !== "" || searchParams.has("password");
}
