//! A scheduling round (R4.1): which job is next, and where it goes.

use crate::explain::{Reason, Wait};
use crate::model::{Dependency, HORIZON, Held, Job, RequiredState, Round, Seconds};
use crate::procset::ProcSet;
use crate::search::{Bounds, Plan, RequestFault, Windows};
use crate::sharing::Party;
use crate::sorting;
use crate::timeline::{Holder, Layout, SlotSet, TooManyHolders};
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

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
///
/// # Errors
/// The blocks of a level overlap too much.
pub fn schedule(round: &Round) -> Result<Vec<Decision>, TooManyHolders> {
    let mut cycle = Cycle::new(round)?;
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
    Ok(cycle.decisions)
}

/// Name of the main slot set (R7.1).
const MAIN: &str = "default";

/// The state of a round.
struct Cycle<'a> {
    round: &'a Round,
    layout: Layout,
    plans: Plans<'a>,
    /// The main set and those of the containers, by name (R7.1).
    sets: BTreeMap<String, SlotSet>,
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
    fn new(round: &'a Round) -> Result<Self, TooManyHolders> {
        let layout = Layout::new(&round.resources)?;
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
        Ok(Self {
            round,
            sets: BTreeMap::from([(MAIN.to_owned(), SlotSet::new(&layout, round.now, everything))]),
            layout,
            plans: Plans::new(round),
            decisions,
        })
    }

    /// R4.1, 2: resources leave the main set at their availability dates (R2.5).
    fn withdraw(&mut self) {
        let Some(main) = self.sets.get_mut(MAIN) else { return };
        for withdrawal in &self.round.resources.withdrawals {
            if withdrawal.counts() {
                let claim = self.layout.claim(&withdrawal.resources);
                main.withdraw(&self.layout, withdrawal.date, claim);
            }
        }
    }

    /// R5.2: of the already scheduled jobs of a kind, first each container opens its set, then each job
    /// holds its resources; one whose set does not exist holds nothing (R5.3). Those past their end are
    /// ignored (R5.1).
    fn insert_scheduled(&mut self, kind: impl Fn(&Job) -> bool) {
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
    fn open_container(&mut self, job: &Job, begin: Seconds, end: Seconds, resources: &ProcSet) {
        let Some(name) = &job.types.container else { return };
        let name = name.clone().unwrap_or_else(|| job.id.to_string());
        let (layout, now) = (&self.layout, self.round.now);
        let nothing = || SlotSet::new(layout, now, layout.row(&ProcSet::new()));
        let set = self.sets.entry(name).or_insert_with(nothing);
        set.add(layout, begin, end - self.round.config.pad, layout.row(resources));
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

/// Name of the slot set in which a job is placed (R7.1).
fn set_of(job: &Job) -> &str {
    job.types.inner.as_deref().unwrap_or(MAIN)
}

/// The requests of a round, each compiled when it is first asked for.
struct Plans<'a> {
    round: &'a Round,
    compiled: Vec<OnceCell<Result<Plan, RequestFault>>>,
}

impl<'a> Plans<'a> {
    fn new(round: &'a Round) -> Self {
        Self { round, compiled: round.requests.iter().map(|_| OnceCell::new()).collect() }
    }

    fn of(&self, request: usize, layout: &Layout) -> Result<&Plan, RequestFault> {
        let overlap = self.round.config.groups_may_overlap;
        let compile = || Plan::compile(&self.round.requests[request], layout, overlap);
        self.compiled[request].get_or_init(compile).as_ref().map_err(|fault| *fault)
    }
}
