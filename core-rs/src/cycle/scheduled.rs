//! Jobs that hold resources already (section 5), what it takes to hold them, and the slot sets that containers
//! open (section 11).

use super::Cycle;
use crate::model::{Held, Job, Seconds};
use crate::procset::ProcSet;
use crate::quotas::Counted;
use crate::sharing::Party;
use crate::timeline::{Claim, Holder};

impl Cycle {
    /// R5.2: of the already scheduled ones of some jobs, first each container opens its set, then each job holds
    /// its resources; one whose set does not exist holds nothing (R5.3). Those past their end are ignored (R5.1).
    #[inline(never)]
    pub(super) fn insert_scheduled<'a>(&mut self, jobs: impl Iterator<Item = &'a Job> + Clone) {
        let now = self.platform.now;
        let held = jobs.filter_map(|job| job.held.as_ref().map(|held| (job, held)));
        let present = held.filter(|(_, held)| held.end >= now);
        for (job, Held { begin, end, resources }) in present.clone() {
            self.open_container(job, *begin, *end, resources);
        }
        for (job, Held { begin, end, resources }) in present {
            let claim = self.layout.claim(resources);
            self.hold(job, *begin, *end, claim, Party::of(job));
        }
    }

    /// A job holds resources in its set, if that is there, and is counted in it (R7.4, R12.8).
    pub(crate) fn hold(&mut self, job: &Job, begin: Seconds, end: Seconds, claim: Claim, party: Party) {
        let Some(set) = self.sets.of(job) else { return };
        if let (Some(quotas), None) = (&self.quotas, &job.types.container) {
            let resources = self.layout.common_with_defaults(&claim) as u64;
            set.counters.count(Counted { who: quotas.who(job), begin, end, resources });
        }
        set.slots.hold(&self.layout, Holder { job: job.id, begin, end, claim, party });
    }

    /// R11.2: a container opens the slot set of its name, and its resources exist there, but for the pad.
    pub(crate) fn open_container(&mut self, job: &Job, begin: Seconds, end: Seconds, resources: &ProcSet) {
        let Some(name) = &job.types.container else { return };
        let name = name.clone().unwrap_or_else(|| job.id.to_string());
        let row = self.layout.row(resources);
        let set = self.sets.opened(&self.layout, &name);
        set.slots.add(&self.layout, begin, end - self.platform.config.pad, row);
    }
}
