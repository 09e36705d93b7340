/**
 * A process around a process. OAR's Almighty stops for good when the scheduler ends with a status above 2, and a Node
 * process that runs out of memory is ended by a signal: so what may run out of memory runs in a child.
 */
import { spawn } from "node:child_process";
import { DATABASE_VARIABLE } from "./database.js";
import { EXIT } from "./exit-status.js";
import { withoutSecretAddress } from "./secret-address.js";

/** The commands of which OAR reads the status. */
const SUPERVISED: ReadonlySet<string> = new Set(["meta", "kamelot"]);
/** Set for the child. It takes it away again: its own children may be commands like this one. */
const MARK = "OAR_REDOX_SUPERVISED";
/** Options that may stand before the command. */
const WITH_VALUE: ReadonlySet<string> = new Set(["--database", "--config"]);
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Whether this process is the one that looks after the other. */
export function supervises(args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  if (env[MARK] === undefined) return SUPERVISED.has(commandOf(args) ?? "");
  delete env[MARK];
  // Whoever looked after this process is gone, killed perhaps: what it began must not go on alone.
  process.once("disconnect", () => process.exit(EXIT.ours));
  process.channel?.unref();
  return false;
}

/**
 * Runs this program again with the same arguments, but for an address with a password, which goes by a variable; and ends
 * as it does: with its status if that is 0, 1 or 2, else, whatever ended it, with 1.
 */
export function supervise(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const { args: open, address } = withoutSecretAddress(args);
    const child = spawn(process.execPath, [...process.execArgv, program, ...open], {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      env: { ...process.env, [MARK]: "1", ...(address !== null && { [DATABASE_VARIABLE]: address }) },
    });
    for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
    child.on("error", (error) => {
      console.error(`oar-redox: ${error.message}`);
      resolve(EXIT.ours);
    });
    child.on("exit", (code, signal) => {
      if (code !== null && code <= EXIT.badInput) return resolve(code);
      console.error(`oar-redox: the ${commandOf(args)} process ended with ${signal ?? `status ${code}`}`);
      resolve(EXIT.ours);
    });
  });
}

/** The first word that is neither an option nor the value of one. */
function commandOf(args: readonly string[]): string | undefined {
  const at = args.findIndex((word, index) => !word.startsWith("-") && !WITH_VALUE.has(args[index - 1] ?? ""));
  return args[at];
}
