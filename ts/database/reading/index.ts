/**
 * What a round has to know, read in a fixed number of statements whatever the number of jobs, and given as the nouns
 * of `ts/model`. Everything here is meant for one snapshot.
 */
export { readAccounting } from "./accounting.js";
export { readClock } from "./clock.js";
export { type CurrentJob, type HeldSettings, readCheckpoints, readCurrentJobs } from "./current.js";
export {
  type EnergyDates,
  type EnergySituation,
  type NodeResource,
  readEnergySituation,
} from "./energy.js";
export { type FilterSets, readFilterSets } from "./filter-sets.js";
export { CURRENT_STATES } from "./fragments.js";
export { type GatheredJob, type JobFault, readWaitingJobs, type WaitingKind } from "./jobs.js";
export { type JobToTell, type PredictedJob, readJobsToTell, readPredictedJobs } from "./notices.js";
export { resourceNumbers } from "./numbers.js";
export { ODD_LISTED, type OddRows, type OddSettings, readOddRows } from "./odd.js";
export { type JobOverview, readOverview } from "./overview.js";
export { type PlannedJob, type PlanSettings, type PlanSource, readPlannedJobs } from "./plan.js";
export { type Queue, queueGroups, readQueues } from "./queues.js";
export { type Inventory, type InventorySettings, type Resource, readInventory } from "./resources.js";
export { readAcceptedReservations, readDueJobs, type WaitingPlan, type WaitingPlans } from "./waiting-plan.js";
export {
  type JobOnResources,
  type NextJob,
  type RunningJob,
  readWalltimeSituation,
  type WalltimeRequest,
  type WalltimeSituation,
} from "./walltimes.js";
