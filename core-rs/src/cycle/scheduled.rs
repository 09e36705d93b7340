//! Jobs that hold resources already (section 5), and the slot sets that containers open (section 11).

use super::{Cycle, set_of};
use crate::model::{Held, Job, Seconds};
use crate::procset::ProcSet;
use crate::sharing::Party;
use crate::timeline::{Holder, SlotSet};

impl<'a> Cycle<'a> {
    /// R5.2: of the already scheduled jobs of a kind, first each container opens its set, then each job
    /// holds its resources; one whose set does not exist holds nothing (R5.3). Those past their end are
    /// ignored (R5.1).
    pub(super) fn insert_scheduled(&mut self, kind: impl Fn(&Job) -> bool) {
        let present = |job: &&'a Job| kind(job) && job.held.as_ref().is_some_and(|held| held.end >= self.round.now);
        let jobs: Vec<&Job> = self.round.jobs.iter().filter(present).collect();
        for job in &jobs {
            if let Some(held) = &job.held {
                self.open_container(job, held.begin, held.end, &held.resources);
            }
        }
        for job in jobs {
            let set = self.sets.get_mut(set_of(job));
            if let (Some(set), Some(Held { begin, end, resources })) = (set, &job.held) {
                let claim = self.layout.claim(resources).into();
                let holder = Holder { job: job.id, begin: *begin, end: *end, claim, party: Party::of(job) };
                set.hold(&self.layout, holder);
            }
        }
    }

    /// R11.2: a container opens the slot set of its name, and its resources exist there, but for the pad.
    pub(super) fn open_container(&mut self, job: &Job, begin: Seconds, end: Seconds, resources: &ProcSet) {
        let Some(name) = &job.types.container else { return };
        let name = name.clone().unwrap_or_else(|| job.id.to_string());
        let (layout, now) = (&self.layout, self.round.now);
        let nothing = || SlotSet::new(layout, now, layout.row(&ProcSet::new()));
        let set = self.sets.entry(name).or_insert_with(nothing);
        set.add(layout, begin, end - self.round.config.pad, layout.row(resources));
    }
}
