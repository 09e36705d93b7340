/** The external schedulers of the queues, looked for where rounds in external mode look for them. */
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import {
  type Configuration,
  type Finding,
  finding,
  findingIfAny,
  type Queue,
  type Session,
} from "../../../database/index.js";

/** Tells of programs that are not there; nothing in internal mode. */
export function programFindings(
  { settings }: Configuration,
  kind: Session["kind"],
  queues: readonly Queue[],
): Finding[] {
  if (settings.METASCHEDULER_MODE !== "external") return [];
  if (kind === "pglite") {
    const message =
      "METASCHEDULER_MODE is external, and the database an embedded one: its programs cannot open the directory.";
    return [finding("error", "embedded_external", message, { remedy: 'Set METASCHEDULER_MODE="internal".' })];
  }
  const folder = settings.SCHEDULERS_PATH;
  if (folder === null) {
    const message = "SCHEDULERS_PATH is not set: external schedulers are looked up in PATH.";
    return [finding("note", "no_schedulers_path", message)];
  }
  const missing = queues.filter(({ active, policy }) => active && !isProgram(join(folder, policy)));
  return findingIfAny(
    "error",
    "no_program",
    missing.map(({ name, policy }) => `${name}: ${join(folder, policy)}`),
    "External schedulers of active queues cannot be run: the first round disables these queues.",
    'Put a program of one line there, exec oar-redox kamelot "$@", or set METASCHEDULER_MODE="internal".',
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
