/** The step that halts idle nodes and wakes awaited ones (sections 5.8 and 10.2 of the database reference). */
import { addEvents, type OarEvent, readEnergySituation } from "../../../database/index.js";
import { splitCommand } from "../../processes/index.js";
import { failureOf } from "../../processes/run.js";
import type { Round } from "../context.js";
import { runSiteProgram } from "../site-program.js";
import { decideEnergy, type EnergyDecision } from "./decide.js";
import { type EnergyPlan, energyPlan } from "./plan.js";

/**
 * Halts and wakes nodes, by Greta or by commands of the site: to be done after the plan is written and the jobs are
 * launched. What goes wrong with a command is told to the log, and changes nothing else.
 *
 * @returns the nodes that were to be halted and woken
 * @throws DatabaseError
 */
export async function saveEnergy(round: Round): Promise<EnergyDecision> {
  const plan = energyPlan(round.settings);
  if (plan === null) return { halt: [], wake: [] };
  const { writer, now } = round;
  const [lead, idle] = [plan.waking?.lead ?? 0, plan.halting?.idle ?? 0];
  const dates = { wakeUntil: now + lead, eventsFrom: now - Math.max(lead, idle) };
  const situation = await writer.session.snapshot((queries) => readEnergySituation(queries, dates));
  const decision = decideEnergy(situation, plan, now);
  await (plan.mode === "internal" ? askGreta(round, decision) : runCommands(round, plan, decision));
  return decision;
}

/** Tells Greta, every round anew: it leaves out what is under way. */
async function askGreta({ notifier }: Round, { halt, wake }: EnergyDecision): Promise<void> {
  if (halt.length > 0) await notifier.greta({ cmd: "HALT", nodes: halt });
  if (wake.length > 0) await notifier.greta({ cmd: "WAKEUP", nodes: wake });
  if (halt.length === 0 && wake.length === 0) await notifier.greta({ cmd: "CHECK" });
}

/** Runs at most one command of each kind, and records those that were given to nodes. */
async function runCommands(round: Round, { waking, halting }: EnergyPlan, { wake, halt }: EnergyDecision) {
  const asked: AskedNode[] = [];
  const run = async (key: string, command: string, nodes: readonly string[], type: string, word: string) => {
    if (nodes.length === 0 || !(await runCommand(round, key, command, nodes))) return;
    for (const node of nodes) asked.push({ type, word, node });
  };
  // Jobs wait for the nodes that are woken, nobody for those that are halted.
  if (waking !== null) {
    await run("SCHEDULER_NODE_MANAGER_WAKE_UP_CMD", waking.command, wake, "WAKEUP_NODE", "wake-up");
  }
  if (halting !== null) await run("SCHEDULER_NODE_MANAGER_SLEEP_CMD", halting.command, halt, "HALT_NODE", "halt");
  const { refused } = await round.writer.groupOf(asked, (queries, some) =>
    addEvents(queries, eventsOf(some), round.now),
  );
  for (const { item, error } of refused) {
    round.log.error?.("an energy command was run, but the database refuses to have it written down", {
      type: item.type,
      node: item.node,
      why: error.message,
    });
  }
}

/** A node that a command was given. */
interface AskedNode {
  readonly type: string;
  readonly word: string;
  readonly node: string;
}

/** One event of each type, about all its nodes. */
function eventsOf(asked: readonly AskedNode[]): OarEvent[] {
  return [...new Set(asked.map(({ type }) => type))].map((type): OarEvent => {
    const some = asked.filter((one) => one.type === type);
    const { node, word } = some.at(-1) as AskedNode;
    const nodes = some.map((one) => one.node);
    return { type, job: 0, description: `Node ${node} ${word} request`, nodes };
  });
}

/**
 * Gives the names of nodes to a command of the site, one a line.
 *
 * @returns whether the nodes must be taken to have got it: it ended well, or took too long
 */
async function runCommand(round: Round, key: string, command: string, nodes: readonly string[]): Promise<boolean> {
  const { settings, log } = round;
  let argv: readonly string[];
  try {
    argv = splitCommand(command, key);
  } catch (error) {
    log.error?.("an energy command cannot be run", { key, why: (error as Error).message });
    return false;
  }
  log.info?.("an energy command is run", { key, nodes });
  const outcome = await runSiteProgram(round, {
    argv,
    input: nodes.map((node) => `${node}\n`).join(""),
    seconds: settings.SCHEDULER_TIMEOUT,
    onLine: (line) => log.info?.(line, { key }),
  });
  const why = failureOf(outcome);
  if (why !== null) log.error?.(`an energy command ${why}`, { key });
  return why === null || outcome.kind === "timeout";
}
