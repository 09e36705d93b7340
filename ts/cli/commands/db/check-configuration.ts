/** What the configuration asks for, and is not there: programs of queues, and what this package does not do. */
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

/** Tells of settings without effect, and of external schedulers that are not there. */
export function configurationFindings(
  configuration: Configuration,
  kind: Session["kind"],
  queues: readonly Queue[],
): Finding[] {
  return [...programFindings(configuration, kind, queues), ...effectFindings(configuration)];
}

/** What does not happen, whatever is configured. */
function effectFindings({ settings }: Configuration): Finding[] {
  const findings: Finding[] = [];
  if (settings.EXTRA_METASCHED !== "default") {
    const message = `EXTRA_METASCHED is ${settings.EXTRA_METASCHED}: rounds of this package do not call it.`;
    findings.push(
      finding("warning", "extra_metasched", message, { remedy: "Do without it, or run OAR's own rounds." }),
    );
  }
  if (settings.JOB_PRIORITY === "CUSTOM") {
    const message =
      "JOB_PRIORITY is CUSTOM: rounds have no hook that orders jobs, and take them first come, first served.";
    findings.push(finding("warning", "no_custom_order", message, { remedy: "Set FIFO, FAIRSHARE or MULTIFACTOR." }));
  }
  return findings;
}

/** Tells of programs that are not there; nothing in internal mode. They are looked for where rounds look for them. */
function programFindings({ settings }: Configuration, kind: Session["kind"], queues: readonly Queue[]): Finding[] {
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
