//! A scheduling round (R4.1): which job is next, and where it goes.

mod place;
mod plans;
mod ranked;
mod scheduled;

use crate::explain::{Reason, Wait};
use crate::model::{Job, Round, Seconds};
use crate::procset::ProcSet;
use crate::timeline::{Layout, SlotSet, TooManyHolders};
use plans::Plans;
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
    sets: HashMap<String, SlotSet>,
    decisions: Vec<Decision>,
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
            sets: HashMap::from([(MAIN.to_owned(), SlotSet::new(&layout, round.now, everything))]),
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

    /// R4.1, 4b: sorts the waiting jobs of a queue group, applies the limit, places them one by one.
    fn place_group(&mut self, is_member: impl Fn(&Job) -> bool) {
        let jobs = &self.round.jobs;
        let waiting: Vec<usize> =
            (0..jobs.len()).filter(|row| jobs[*row].held.is_none() && is_member(&jobs[*row])).collect();
        let mut batch = self.ranked(&waiting);
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
}

/// Name of the slot set in which a job is placed (R7.1).
fn set_of(job: &Job) -> &str {
    job.types.inner.as_deref().unwrap_or(MAIN)
}
