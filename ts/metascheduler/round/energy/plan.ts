/** Which keys of the configuration say whether nodes are halted and woken, and by what (section 10.2). */
import type { Settings } from "../../../database/index.js";

/** What is done about energy. All durations are seconds. */
export interface EnergyPlan {
  /** `internal`: Greta, OAR's energy daemon, is asked; `command`: commands of the site are run. */
  readonly mode: "internal" | "command";
  /** `null`: nodes are never halted. */
  readonly halting: {
    /** The configured command, which in internal mode Greta runs. */
    readonly command: string;
    /** How long a node must have been idle. */
    readonly idle: number;
    /** How long it must be able to sleep. */
    readonly sleep: number;
  } | null;
  /** `null`: nodes are never woken. */
  readonly waking: {
    readonly command: string;
    /** How long before the start of a job its nodes are woken. */
    readonly lead: number;
  } | null;
}

/** The plan that a configuration asks for; `null`: nothing is done about energy. */
export function energyPlan(settings: Settings): EnergyPlan | null {
  if (settings.ENERGY_SAVING_MODE === null) return null;
  const internal = settings.ENERGY_SAVING_INTERNAL;
  const [sleepCommand, wakeUpCommand] = internal
    ? [settings.ENERGY_SAVING_NODE_MANAGER_SLEEP_CMD, settings.ENERGY_SAVING_NODE_MANAGER_WAKE_UP_CMD]
    : [settings.SCHEDULER_NODE_MANAGER_SLEEP_CMD, settings.SCHEDULER_NODE_MANAGER_WAKE_UP_CMD];
  const {
    SCHEDULER_NODE_MANAGER_IDLE_TIME: idle,
    SCHEDULER_NODE_MANAGER_SLEEP_TIME: sleep,
    SCHEDULER_NODE_MANAGER_WAKEUP_TIME: lead,
  } = settings;
  return {
    mode: internal ? "internal" : "command",
    halting: sleepCommand === null || idle === null || sleep === null ? null : { command: sleepCommand, idle, sleep },
    waking: wakeUpCommand === null ? null : { command: wakeUpCommand, lead },
  };
}
