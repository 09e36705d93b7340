/** Measuring other schedulers with the same scenarios: the plain search natively and as wasm, and the core natively. */
import { fileURLToPath } from "node:url";
import { REPOSITORY } from "../../support/paths.js";
import { run } from "../../support/run.js";
import { runWithin } from "../measure/fresh.js";
import { leftOut, scheduleHash } from "../measure/hash.js";
import { type Measurement, type SchedulerName, together } from "../measure/line.js";

/** Seconds that a build may take. */
const BUILD_SECONDS = 900;

const built = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const native = built("native/release/plain-search");

/** How each is started. */
const COMMANDS: Record<Exclude<SchedulerName, "engine">, (file: string) => [command: string, args: string[]]> = {
  "core-native": (file) => [native, [file, "core"]],
  "plain-native": (file) => [native, [file, "plain"]],
  "plain-wasm": (file) => [process.execPath, [built("module.js"), file]],
};

/** Those that there are beside the package itself. */
export const OTHERS = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];

/**
 * Builds them where this program is, which takes Rust and what `npm run setup` installs.
 *
 * @returns why they cannot be built; `null`: they are
 */
export async function buildOthers(): Promise<string | null> {
  const script = `${REPOSITORY}tests/bench/plain/build.mjs`;
  const { status, stderr } = await run(process.execPath, [script, built(".")], { seconds: BUILD_SECONDS });
  return status === 0 ? null : stderr;
}

/**
 * Measures one in a fresh process: deciding alone, since they are given texts and not objects.
 *
 * @throws TooLongError
 */
export async function measureOther(who: keyof typeof COMMANDS, file: string, limit: number): Promise<Measurement> {
  const [command, args] = COMMANDS[who](file);
  const written = await runWithin(limit, command, args);
  const end = written.indexOf("\n");
  const decideMs = Number(written.slice(0, end));
  const lines = written.slice(end + 1);
  return {
    call: "first",
    ...together([{ totalMs: decideMs, marshalInMs: null, decideMs, marshalOutMs: null, columnsMs: null }]),
    importMs: null,
    readyMs: null,
    jsonMs: null,
    memoryBytes: null,
    leftOut: leftOut(lines),
    scheduleHash: scheduleHash(lines),
  };
}
