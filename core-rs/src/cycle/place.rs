//! Placing one job: whether it may be searched, from when on, which of its moldables wins, and what it
//! waited for.

use super::{Cycle, Placement, set_of};
use crate::explain::{Reason, Wait};
use crate::model::{Dependency, HORIZON, Job, RequiredState, Seconds};
use crate::search::{Bounds, RequestFault, Windows};
use crate::sharing::Party;
use crate::timeline::Holder;
use std::collections::HashMap;

/// A place found for a moldable.
struct Candidate {
    moldable: usize,
    begin: Seconds,
    end: Seconds,
    claim: Vec<u64>,
}

/// When a job may start, and because of which required job, if any.
#[derive(Clone, Copy)]
struct Earliest {
    instant: Seconds,
    required: Option<u64>,
}

impl Cycle<'_> {
    /// Places one job, or says why not; the order of the reasons is that of R16.1.
    pub(super) fn place(&mut self, job: &Job, ends: &HashMap<u64, Seconds>) -> Result<Placement, Reason> {
        self.check(job)?;
        let earliest = self.earliest(&job.dependencies, ends)?;
        let set = self.sets.get_mut(set_of(job)).ok_or(Reason::NoSlotSet)?;
        set.cut(&self.layout, earliest.instant);
        let party = Party::of(job);
        let Some(found) = self.best_moldable(job, &party, earliest) else {
            return Err(Reason::NoResources);
        };
        let placement = Placement {
            moldable: found.moldable,
            begin: found.begin,
            end: found.end,
            resources: self.layout.resources(&found.claim),
            wait: self.wait(set_of(job), &party, earliest, &found),
        };
        if let Some(set) = self.sets.get_mut(set_of(job)) {
            let Candidate { begin, end, claim, .. } = found;
            set.hold(&self.layout, Holder { job: job.id, begin, end, claim: claim.into(), party });
        }
        self.open_container(job, placement.begin, placement.end, &placement.resources);
        Ok(placement)
    }

    /// Whether at least one moldable can be searched (R9.5); if not, the fault that R16.2 reports.
    fn check(&self, job: &Job) -> Result<(), Reason> {
        if job.malformed.is_some() {
            return Err(Reason::InvalidRequest);
        }
        let mut unknown = false;
        for moldable in job.moldables.iter().filter(|moldable| moldable.walltime >= 1) {
            match self.plans.of(moldable.request, &self.layout) {
                Ok(_) => return Ok(()),
                Err(fault) => unknown |= fault == RequestFault::UnknownLevel,
            }
        }
        Err(if unknown { Reason::UnknownLevel } else { Reason::InvalidRequest })
    }

    /// R6.1 and R6.3: the latest end of the required jobs, plus one.
    fn earliest(&self, dependencies: &[Dependency], ends: &HashMap<u64, Seconds>) -> Result<Earliest, Reason> {
        let mut earliest = Earliest { instant: self.round.now, required: None };
        for dependency in dependencies {
            match dependency.state {
                RequiredState::Satisfied => {}
                RequiredState::Unsatisfied => return Err(Reason::Dependency),
                RequiredState::Waiting => {
                    let end = ends.get(&dependency.job).ok_or(Reason::Dependency)?;
                    let lower = earliest.required.is_none_or(|job| dependency.job < job);
                    if end + 1 > earliest.instant || end + 1 == earliest.instant && lower {
                        earliest = Earliest { instant: end + 1, required: Some(dependency.job) };
                    }
                }
            }
        }
        Ok(earliest)
    }

    /// R9.4: every moldable from the same earliest start; the smallest end wins, of equal ends the
    /// first listed.
    fn best_moldable(&mut self, job: &Job, party: &Party, earliest: Earliest) -> Option<Candidate> {
        let mut best: Option<Candidate> = None;
        for (index, moldable) in job.moldables.iter().enumerate() {
            if moldable.walltime < 1 {
                continue;
            }
            let length = moldable.walltime.saturating_add(self.round.config.pad);
            let latest = match &best {
                // What ends no earlier than the best so far does not win: no need to look for it.
                Some(best) => best.end - length,
                None => HORIZON,
            };
            if let Some(found) = self.first_window(job, party, moldable.request, length, earliest, latest) {
                best = Some(Candidate { moldable: index, ..found });
            }
        }
        best
    }

    fn first_window(
        &mut self,
        job: &Job,
        party: &Party,
        request: usize,
        length: Seconds,
        earliest: Earliest,
        latest: Seconds,
    ) -> Option<Candidate> {
        let plan = self.plans.of(request, &self.layout).ok()?;
        let view = self.sets.get_mut(set_of(job))?.view(&self.layout, party);
        let frontier = view.frontiers.entry(request).or_default();
        let known = frontier.earliest(length);
        let earliest_known = known.map_or(earliest.instant, |known| known.max(earliest.instant));
        let bounds = Bounds { length, earliest: earliest_known, latest };
        let found = Windows::new(&self.layout, &view.timeline, plan, bounds).next().map(|window| Candidate {
            moldable: 0,
            begin: window.begin,
            end: window.begin + length - 1,
            claim: window.claim,
        });
        // A search that did not begin with the set proves nothing about what lies before it, and
        // what was not found for a request that is not monotone may be found when less is free.
        if earliest.required.is_none() && plan.is_monotone() {
            let proven = match &found {
                Some(found) => found.begin,
                None => latest.saturating_add(1),
            };
            frontier.learn(length, proven);
        }
        found
    }

    fn wait(&self, set: &str, party: &Party, earliest: Earliest, found: &Candidate) -> Wait {
        if found.begin == self.round.now {
            return Wait::Nothing;
        }
        match earliest.required {
            Some(job) if found.begin == earliest.instant => Wait::Dependency { job },
            _ => {
                let set = self.sets.get(set);
                match set.and_then(|set| set.released_by(&self.layout, party, found.begin, &found.claim)) {
                    Some(job) => Wait::Resources { job },
                    None => Wait::Other,
                }
            }
        }
    }
}
