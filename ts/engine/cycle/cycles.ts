/** The five functions: gather, decide, commit. What they promise is written in `functions.ts`. */
import { type EncodedWork, encodeGroup, encodeQueue } from "../encode/steps.js";
import type { Schedule } from "../schedule.js";
import { saveAssignments, saveReservations } from "./commit.js";
import type { CoreAccess } from "./core-access.js";
import type { CycleFunctions } from "./functions.js";
import { gatherPlatform, gatherWork } from "./gather.js";
import { OpenSlotSets } from "./open-slot-sets.js";
import { gatheredOf, type RedoxPlatform } from "./redox-platform.js";
import { RedoxSlotSets, slotSetsOf } from "./slot-sets.js";

/** The one queue whose group sees scheduled best-effort jobs (R4.1, 4a). */
const BESTEFFORT = "besteffort";

/** Binds the five functions to an engine. */
export function bindCycles(access: CoreAccess): CycleFunctions {
  return {
    async scheduleCycleExternal(session, config, platform, now, queues) {
      access.check();
      const group = encodeGroup(queues, "queues");
      const redoxPlatform = await gatherPlatform(access, { session, config, platform, now }, null);
      const gathered = gatheredOf(redoxPlatform);
      const held = new Set(gathered.beginning.columns.jobs.ids);
      const work = await gatherWork(access, gathered, "waiting", group, held);
      const schedule = decideAlone(access, redoxPlatform, work);
      await saveAssignments(gathered, work, schedule);
      return { schedule, rejected: [...redoxPlatform.rejected, ...work.rejected] };
    },

    async buildRedoxPlatform(session, config, platform, now, scheduledJobs) {
      access.check();
      return await gatherPlatform(access, { session, config, platform, now }, scheduledJobs);
    },

    async buildRedoxSlotSets(redoxPlatform) {
      access.check();
      return new RedoxSlotSets(new OpenSlotSets(access, redoxPlatform));
    },

    async scheduleCycleInternal(redoxPlatform, redoxSlotSets, activeQueues) {
      const slotSets = slotSetsOf(access, redoxPlatform, redoxSlotSets);
      const gathered = gatheredOf(redoxPlatform);
      return await slotSets.during(async () => {
        const group = encodeGroup(activeQueues, "activeQueues");
        const work = await gatherWork(access, gathered, "waiting", group, slotSets.held);
        const schedule = slotSets.decide(work, false);
        await slotSets.commit(() => saveAssignments(gathered, work, schedule));
        return { schedule, rejected: work.rejected };
      });
    },

    async checkReservationJobs(redoxPlatform, redoxSlotSets, queue) {
      const slotSets = slotSetsOf(access, redoxPlatform, redoxSlotSets);
      const gathered = gatheredOf(redoxPlatform);
      return await slotSets.during(async () => {
        const name = encodeQueue(queue);
        const work = await gatherWork(access, gathered, "reservations", [name], slotSets.held);
        if (name === BESTEFFORT && slotSets.steps.every(({ reserves }) => reserves)) slotSets.seeBestEffort();
        const schedule = slotSets.decide(work, true);
        await slotSets.commit(() => saveReservations(gathered, work, schedule));
        return { schedule, rejected: work.rejected };
      });
    },
  };
}

/** Decides a step in slot sets of its own. */
function decideAlone(access: CoreAccess, redoxPlatform: RedoxPlatform, work: EncodedWork): Schedule {
  access.check();
  const slotSets = new OpenSlotSets(access, redoxPlatform);
  try {
    return slotSets.decide(work, false);
  } finally {
    slotSets.dispose();
  }
}
