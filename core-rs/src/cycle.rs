//! A scheduling round (R4.1): which job is next, and where it goes.

use crate::explain::{Reason, Wait};
use crate::ledger::Ledger;
use crate::model::{Dependency, HORIZON, Held, Job, RequiredState, Round, Seconds};
use crate::procset::ProcSet;
use crate::search::{Bounds, Frontier, Plan, RequestFault, Windows};
use crate::sorting;
use crate::timeline::{Layout, Timeline};
use std::cell::OnceCell;
use std::collections::HashMap;

/// What a round decides of one job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It was already scheduled: there was nothing to decide.
    Held,
    /// It is placed.
    Placed(Placement),
    /// It is not placed.
    LeftOut(Reason),
}

/// Where and when a job is placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Which of the job's moldables.
    pub moldable: usize,
    /// First second.
    pub begin: Seconds,
    /// Last second, inclusive, pad included.
    pub end: Seconds,
    /// The ranks.
    pub resources: ProcSet,
    /// What it waited for.
    pub wait: Wait,
}

/// Decides a round: one decision for each job, in the order of the jobs.
pub fn schedule(round: &Round) -> Vec<Decision> {
    let mut cycle = Cycle::new(round);
    cycle.withdraw();
    cycle.insert_scheduled(|job| !job.types.besteffort);
    for group in &round.queues {
        if let [queue] = group.as_slice()
            && &**queue == "besteffort"
        {
            cycle.insert_scheduled(|job| job.types.besteffort);
        }
        cycle.place_group(|job| group.contains(&job.queue));
    }
    cycle.decisions
}

/// The state of a round.
struct Cycle<'a> {
    round: &'a Round,
    layout: Layout,
    plans: Vec<OnceCell<Result<Plan, RequestFault>>>,
    timeline: Timeline,
    frontiers: Vec<Frontier>,
    ledger: Ledger,
    decisions: Vec<Decision>,
}

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

impl<'a> Cycle<'a> {
    fn new(round: &'a Round) -> Self {
        let layout = Layout::new(&round.resources);
        let everything = layout.row(&round.resources.usable);
        // Every waiting job is treated below; one whose queue is in no group is cut like the others
        // that no group treats.
        let decisions = round
            .jobs
            .iter()
            .map(|job| match job.held {
                Some(_) => Decision::Held,
                None => Decision::LeftOut(Reason::RoundLimit),
            })
            .collect();
        Self {
            round,
            timeline: Timeline::new(&layout, round.now, &everything),
            layout,
            plans: round.requests.iter().map(|_| OnceCell::new()).collect(),
            frontiers: vec![Frontier::default(); round.requests.len()],
            ledger: Ledger::default(),
            decisions,
        }
    }

    /// R4.1, 2: resources leave at their availability dates.
    fn withdraw(&mut self) {
        for withdrawal in &self.round.resources.withdrawals {
            if withdrawal.counts() {
                let claim = self.layout.claim(&withdrawal.resources);
                self.timeline.take(withdrawal.date, HORIZON, &claim);
            }
        }
    }

    /// R5.2: already scheduled jobs of a kind hold their resources; those past their end are ignored
    /// (R5.1).
    fn insert_scheduled(&mut self, kind: impl Fn(&Job) -> bool) {
        for job in self.round.jobs.iter().filter(|job| kind(job)) {
            if let Some(Held { begin, end, resources }) = &job.held
                && *end >= self.round.now
            {
                let claim = self.layout.claim(resources);
                self.timeline.take(*begin, *end, &claim);
                self.ledger.note(job.id, *end, claim);
            }
        }
    }

    /// R4.1, 4b: sorts the waiting jobs of a queue group, applies the limit, places them one by one.
    fn place_group(&mut self, is_member: impl Fn(&Job) -> bool) {
        let jobs = &self.round.jobs;
        let mut batch: Vec<usize> =
            (0..jobs.len()).filter(|row| jobs[*row].held.is_none() && is_member(&jobs[*row])).collect();
        sorting::fifo(jobs, &mut batch);
        batch.truncate(self.round.config.round_limit.unwrap_or(usize::MAX));
        // Ends of the jobs of this batch that are placed: what dependencies look at (R6.2).
        let mut ends = HashMap::with_capacity(batch.len());
        for row in batch {
            self.decisions[row] = match self.place(&jobs[row], &ends) {
                Ok(placement) => {
                    ends.insert(jobs[row].id, placement.end);
                    Decision::Placed(placement)
                }
                Err(reason) => Decision::LeftOut(reason),
            };
        }
    }

    /// Places one job, or says why not; the order of the reasons is that of R16.1.
    fn place(&mut self, job: &Job, ends: &HashMap<u64, Seconds>) -> Result<Placement, Reason> {
        self.check(job)?;
        let earliest = self.earliest(&job.dependencies, ends)?;
        self.timeline.cut(earliest.instant);
        let Some(found) = self.best_moldable(job, earliest) else {
            return Err(Reason::NoResources);
        };
        let wait = self.wait(earliest, &found);
        self.timeline.take(found.begin, found.end, &found.claim);
        let placement = Placement {
            moldable: found.moldable,
            begin: found.begin,
            end: found.end,
            resources: self.layout.resources(&found.claim),
            wait,
        };
        self.ledger.note(job.id, found.end, found.claim);
        Ok(placement)
    }

    /// Whether at least one moldable can be searched (R9.5); if not, the fault that R16.2 reports.
    fn check(&self, job: &Job) -> Result<(), Reason> {
        if job.malformed.is_some() {
            return Err(Reason::InvalidRequest);
        }
        let mut unknown = false;
        for moldable in job.moldables.iter().filter(|moldable| moldable.walltime >= 1) {
            match self.plan(moldable.request) {
                Ok(_) => return Ok(()),
                Err(fault) => unknown |= *fault == RequestFault::UnknownLevel,
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
    fn best_moldable(&mut self, job: &Job, earliest: Earliest) -> Option<Candidate> {
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
            if let Some(found) = self.first_window(moldable.request, length, earliest, latest) {
                best = Some(Candidate { moldable: index, ..found });
            }
        }
        best
    }

    fn first_window(
        &mut self,
        request: usize,
        length: Seconds,
        earliest: Earliest,
        latest: Seconds,
    ) -> Option<Candidate> {
        let plan = self.plan(request).as_ref().ok()?;
        let known = self.frontiers[request].earliest(length);
        let bounds =
            Bounds { length, earliest: known.map_or(earliest.instant, |known| known.max(earliest.instant)), latest };
        let found = Windows::new(&self.layout, &self.timeline, plan, bounds).next().map(|window| Candidate {
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
            self.frontiers[request].learn(length, proven);
        }
        found
    }

    fn plan(&self, request: usize) -> &Result<Plan, RequestFault> {
        self.plans[request].get_or_init(|| {
            Plan::compile(&self.round.requests[request], &self.layout, self.round.config.groups_may_overlap)
        })
    }

    fn wait(&self, earliest: Earliest, found: &Candidate) -> Wait {
        if found.begin == self.round.now {
            return Wait::Nothing;
        }
        match earliest.required {
            Some(job) if found.begin == earliest.instant => Wait::Dependency { job },
            _ => match self.ledger.released_by(found.begin, &found.claim, &self.layout) {
                Some(job) => Wait::Resources { job },
                None => Wait::Other,
            },
        }
    }
}
