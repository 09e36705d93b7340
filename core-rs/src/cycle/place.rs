//! Placing one job: whether it may be searched, from when on, which of its moldables wins, and what it
//! waited for.

use super::search::{Candidate, Earliest, Seeker};
use super::{Batch, Cycle, Ends, Placement};
use crate::explain::{Reason, Wait};
use crate::hooks::{AssignQuestion, HookFault, check_resources, check_window};
use crate::model::{Dependency, HORIZON, Hook, Job, RequiredState};
use crate::search::RequestFault;
use crate::timeline::Claim;

impl Cycle {
    /// Places one job, or says why not; the order of the reasons is that of R16.1. A function of its own.
    #[inline(never)]
    pub(super) fn place(&mut self, batch: &Batch<'_>, row: usize, ends: &Ends) -> Result<Placement, Reason> {
        let seeker = self.seeker(batch, row);
        let (found, wait) = self.decide(batch, &seeker, ends)?;
        Ok(self.take(seeker, found, wait))
    }

    /// Where a job goes, and what it waits for. It holds nothing yet.
    pub(crate) fn decide(
        &mut self,
        batch: &Batch<'_>,
        seeker: &Seeker<'_>,
        ends: &Ends,
    ) -> Result<(Candidate, Wait), Reason> {
        let job = seeker.job;
        self.check(batch, job)?;
        let earliest = self.earliest(&job.dependencies, ends)?;
        let set = self.sets.of(job).ok_or(Reason::NoSlotSet)?;
        set.slots.cut(&self.layout, earliest.instant);
        let found = match job.types.hook {
            Some(Hook::Assign) => self.assigned(seeker, earliest)?,
            _ => self.best_moldable(batch, seeker, earliest)?,
        };
        let wait = self.wait(seeker, earliest, &found);
        Ok((found, wait))
    }

    /// A job holds what was found for it, and a container opens its set (R9.4).
    pub(crate) fn take(&mut self, seeker: Seeker<'_>, found: Candidate, wait: Wait) -> Placement {
        let Candidate { moldable, begin, end, claim } = found;
        let set = self.given(&claim);
        let offered = seeker.job.types.container.is_some().then(|| self.layout.claimed(&claim));
        self.hold(seeker.job, begin, end, claim, seeker.party);
        if let Some(offered) = offered {
            self.open_container(seeker.job, begin, end, &offered);
        }
        Placement { moldable, begin, end, set, wait }
    }

    /// The number of the set of a claim among those that were given.
    pub(crate) fn given(&mut self, claim: &Claim) -> u32 {
        self.given.number(|bounds| self.layout.append_claimed(claim, bounds))
    }

    /// Whether at least one moldable can be searched (R9.5); if not, the fault that R16.2 reports. An assign hook
    /// replaces section 9 too: its job needs a moldable with a walltime and no more.
    fn check(&self, batch: &Batch<'_>, job: &Job) -> Result<(), Reason> {
        if job.malformed.is_some() {
            return Err(Reason::InvalidRequest);
        }
        let assigned = job.types.hook == Some(Hook::Assign);
        let mut unknown = false;
        for moldable in job.moldables.iter().filter(|moldable| moldable.walltime >= 1) {
            match batch.plan(moldable.request, &self.layout, &self.compiler) {
                Err(fault) if !assigned => unknown |= fault == RequestFault::UnknownLevel,
                _ => return Ok(()),
            }
        }
        Err(if unknown { Reason::UnknownLevel } else { Reason::InvalidRequest })
    }

    /// R6.1 and R6.3: the latest end of the required jobs, plus one.
    pub(crate) fn earliest(&self, dependencies: &[Dependency], ends: &Ends) -> Result<Earliest, Reason> {
        let mut earliest = Earliest { instant: self.platform.now, required: None };
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
    /// first listed. When none is found, the first reason of R16.2.
    fn best_moldable(
        &mut self,
        batch: &Batch<'_>,
        seeker: &Seeker<'_>,
        earliest: Earliest,
    ) -> Result<Candidate, Reason> {
        let mut best: Option<Candidate> = None;
        let mut reason = Reason::NoResources;
        for (index, moldable) in seeker.job.moldables.iter().enumerate() {
            if moldable.walltime < 1 {
                continue;
            }
            let latest = match &best {
                // What ends no earlier than the best so far does not win: no need to look for it.
                Some(best) => best.end - self.length(moldable),
                None => HORIZON,
            };
            match self.first_window(batch, seeker, index, earliest, latest) {
                Ok(found) => best = Some(found),
                Err(fault @ Reason::HookFailed(_)) => return Err(fault),
                Err(Reason::Quota) => reason = Reason::Quota,
                Err(Reason::QuotaHorizon) if reason == Reason::NoResources => reason = Reason::QuotaHorizon,
                Err(_) => {}
            }
        }
        best.ok_or(reason)
    }

    /// What an assign hook says (R17.1), checked. It is not asked when the job could only start past the horizon
    /// (R6.3). A function of its own.
    #[inline(never)]
    fn assigned(&mut self, seeker: &Seeker<'_>, earliest: Earliest) -> Result<Candidate, Reason> {
        if earliest.instant > HORIZON {
            return Err(Reason::NoResources);
        }
        let pad = self.platform.config.pad;
        let set = self.sets.of(seeker.job).ok_or(Reason::NoSlotSet)?;
        let timeline = &set.slots.view(&self.layout, &seeker.party).timeline;
        let question = AssignQuestion { row: seeker.row, earliest: earliest.instant, timeline, layout: &self.layout };
        let given = self.hooks.assign(&question).map_err(Reason::HookFailed)?.ok_or(Reason::NoResources)?;
        let moldable = seeker.job.moldables.get(given.moldable).filter(|moldable| moldable.walltime >= 1);
        let length = moldable.ok_or(Reason::HookFailed(HookFault::NoSuchMoldable))?.walltime.saturating_add(pad);
        let end = check_window(given.begin, length, earliest.instant).map_err(Reason::HookFailed)?;
        let offered = timeline.free(given.begin, end);
        let claim = check_resources(&self.layout, &offered, &given.resources).map_err(Reason::HookFailed)?;
        Ok(Candidate { moldable: given.moldable, begin: given.begin, end, claim })
    }

    fn wait(&mut self, seeker: &Seeker<'_>, earliest: Earliest, found: &Candidate) -> Wait {
        if found.begin == self.platform.now {
            return Wait::Nothing;
        }
        if let Some(job) = earliest.required
            && found.begin == earliest.instant
        {
            return Wait::Dependency { job };
        }
        let set = self.sets.of(seeker.job);
        match set.and_then(|set| set.slots.released_by(&self.layout, &seeker.party, found.begin, &found.claim)) {
            Some(job) => Wait::Resources { job },
            None => Wait::Other,
        }
    }
}
