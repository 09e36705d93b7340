/** What to try after the first round. */
import { chooseDatabase } from "../../database.js";
import type { Io } from "../../io.js";
import { printable } from "../../style/index.js";
import type { DecidedRound } from "../live/decided.js";
import type { Sample } from "./sample.js";

/** Draws the next steps, and the sentence that says how to come to a real database. */
export async function whereNext({ directory }: Sample, decided: DecidedRound, { env, stdout }: Io): Promise<string[]> {
  const { bold, cyan } = stdout.terminal.colors;
  const steps: [command: string, why: string][] = [];
  if (directory !== null) {
    const on = (await isFound(directory, env)) ? "" : ` --database ${shortened(directory, env)}`;
    const [left] = Object.keys(decided.reasons);
    steps.push([`npx oar-redox plan${on}`, "the plan, as it is in the database now"]);
    if (left !== undefined) steps.push([`npx oar-redox explain ${left}${on}`, `why job ${left} is nowhere`]);
    steps.push([`npx oar-redox meta --rehearse${on}`, "what the next round would do"]);
  }
  steps.push(["npx oar-redox demo", "1,305 jobs of a real site, without a database"]);
  const width = Math.max(...steps.map(([command]) => command.length)) + 2;
  return [
    "",
    bold("Where to go next"),
    ...steps.map(([command, why]) => `${cyan(printable(command))}${" ".repeat(width - command.length)}${why}`),
    "",
    bold("On your own OAR database"),
    cyan("npx oar-redox meta --rehearse --database postgres://oar@host:5432/oar"),
    "writes nothing. ts/docs/backend.md says how OAR comes to use this scheduler.",
  ];
}

/** Whether commands find the database by themselves. */
async function isFound(directory: string, env: Io["env"]): Promise<boolean> {
  try {
    const { settings } = await chooseDatabase({}, env);
    return "directory" in settings && settings.directory === directory;
  } catch {
    return false;
  }
}

/** A path as people write it. */
function shortened(path: string, { HOME }: Io["env"]): string {
  return HOME && path.startsWith(`${HOME}/`) ? `~${path.slice(HOME.length)}` : path;
}
