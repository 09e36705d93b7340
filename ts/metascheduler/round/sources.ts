/** The files beside `oar.conf` that the core decides by: quotas and the weights of the multifactor order. */
import { readFileSync } from "node:fs";
import { findNodeAtLocation, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { parse as parseYaml } from "yaml";
import { type Configuration, ConfigurationError, type Settings } from "../../database/index.js";
import { InputError } from "../../engine/node.js";
import type { FieldPath, PriorityWeights, QuotaDocument, SchedulerConfig } from "../../model/index.js";
import type { Round } from "./context.js";

/** What the core is configured with. */
export interface Sources {
  readonly config: SchedulerConfig;
  /** `undefined`: quotas are off. */
  readonly quotas: QuotaDocument | undefined;
  /** `undefined`: there are none, and the order is FIFO (R4.4). */
  readonly priority: PriorityWeights | undefined;
}

/**
 * Reads and checks them. Nothing has been written before, so that a fault ends the round with nothing half done.
 *
 * @throws ConfigurationError the quotas cannot be used: all faults with file, line and key
 */
export function readSources(round: Round): Sources {
  const { configuration, settings } = round;
  const config = schedulerConfig(settings);
  const text = settings.QUOTAS ? readQuotas(configuration) : undefined;
  const quotas = text === undefined ? undefined : (parsedQuotas(text, settings.QUOTAS_CONF_FILE) as QuotaDocument);
  const priority = settings.JOB_PRIORITY === "MULTIFACTOR" ? readPriority(round) : undefined;
  try {
    check(round, config, { quotas });
  } catch (error) {
    if (!(error instanceof InputError) || text === undefined) throw error;
    throw quotaFaults(error, text, settings.QUOTAS_CONF_FILE);
  }
  if (priority === undefined) return { config, quotas, priority };
  try {
    check(round, config, { priority });
    return { config, quotas, priority };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    noPriority(round, error.message);
    return { config, quotas, priority: undefined };
  }
}

/** The settings as the core takes them. */
export function schedulerConfig(settings: Settings): SchedulerConfig {
  const limit = settings.MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND;
  return {
    SCHEDULER_JOB_SECURITY_TIME: settings.SCHEDULER_JOB_SECURITY_TIME,
    QUOTAS: settings.QUOTAS ? "yes" : "no",
    QUOTAS_WINDOW_TIME_LIMIT: settings.QUOTAS_WINDOW_TIME_LIMIT,
    QUOTAS_ALL_NB_RESOURCES_MODE: settings.QUOTAS_ALL_NB_RESOURCES_MODE,
    JOB_PRIORITY: settings.JOB_PRIORITY,
    ...(limit !== null && { MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND: limit }),
    SCHEDULER_FAIRSHARING_PROJECT_TARGETS: settings.SCHEDULER_FAIRSHARING_PROJECT_TARGETS,
    SCHEDULER_FAIRSHARING_USER_TARGETS: settings.SCHEDULER_FAIRSHARING_USER_TARGETS,
    SCHEDULER_FAIRSHARING_COEF_PROJECT: settings.SCHEDULER_FAIRSHARING_COEF_PROJECT,
    SCHEDULER_FAIRSHARING_COEF_USER: settings.SCHEDULER_FAIRSHARING_COEF_USER,
    SCHEDULER_FAIRSHARING_COEF_USER_ASK: settings.SCHEDULER_FAIRSHARING_COEF_USER_ASK,
    SCHEDULER_GROUPS_MAY_OVERLAP: settings.SCHEDULER_GROUPS_MAY_OVERLAP ? "yes" : "no",
  };
}

/** Has the core read the documents in a round without jobs. */
function check({ engine, now, timeZone }: Round, config: SchedulerConfig, documents: Partial<Sources>): void {
  const { quotas, priority } = documents;
  engine.scheduleScenario({
    scenario: 1,
    now,
    timeZone,
    config,
    resources: { default: "", hierarchy: {} },
    queues: [],
    jobs: [],
    ...(quotas !== undefined && { quotas }),
    ...(priority !== undefined && { priority }),
  });
}

function readQuotas({ file, lines, settings }: Configuration): string {
  try {
    return readFileSync(settings.QUOTAS_CONF_FILE, "utf8");
  } catch (error) {
    const line = lines.get("QUOTAS_CONF_FILE") ?? null;
    const [name, key] = [file ?? "oar.conf", "QUOTAS_CONF_FILE"];
    const where = line === null ? name : `${name}, line ${line}`;
    const message = `${where}, ${key}: ${settings.QUOTAS_CONF_FILE} cannot be read (${codeOf(error)})`;
    throw new ConfigurationError([{ file: name, line, key, message }]);
  }
}

function parsedQuotas(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const errors: ParseError[] = [];
    parseTree(text, errors, { disallowComments: true });
    const [first] = errors;
    const line = first === undefined ? null : lineAt(text, first.offset);
    const why = first === undefined ? "no JSON" : printParseErrorCode(first.error);
    const where = line === null ? file : `${file}, line ${line}`;
    throw new ConfigurationError([{ file, line, key: null, message: `${where}: expected JSON, found ${why}` }]);
  }
}

/** The faults of the document, each at its line. Those of other places are not those of the document. */
function quotaFaults(error: InputError, text: string, file: string): ConfigurationError {
  const tree = parseTree(text);
  const faults = error.faults.map(({ path, field, message }) => {
    const inside = path.slice(1);
    const line = lineAt(text, tree === undefined ? 0 : offsetOf(tree, inside));
    return { file, line, key: field, message: `${file}, line ${line}, ${message}` };
  });
  return new ConfigurationError(faults);
}

/** Offset of the value at a path; if there is none, of the innermost one on the way. */
function offsetOf(tree: NonNullable<ReturnType<typeof parseTree>>, path: FieldPath): number {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return node.offset;
  }
  return tree.offset;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** The weights, or none: without them the round goes on in the order FIFO (R4.4). */
function readPriority(round: Round): PriorityWeights | undefined {
  const file = round.settings.PRIORITY_CONF_FILE;
  if (file === null) return noPriority(round, "PRIORITY_CONF_FILE is not set");
  try {
    return parseYaml(readFileSync(file, "utf8")) as PriorityWeights;
  } catch (error) {
    const why = error instanceof Error && "code" in error ? `${codeOf(error)}: ${error.message}` : String(error);
    return noPriority(round, why);
  }
}

function noPriority({ log, settings }: Round, why: string): undefined {
  log.error?.("the priority file cannot be used: the order is FIFO", { file: settings.PRIORITY_CONF_FILE, why });
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? error);
}
