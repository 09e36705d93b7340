//! A plain scheduler to compare the core with: sets of ranks, slots in a list, every window tried, no
//! cache and no bit. It is written from the rules and shares nothing with the core but the input.

mod calendar;
mod hierarchy;
mod place;
mod quotas;
mod slots;

use oar_scheduler_redox::model::{Job, Round, Withdrawal};
use slots::Slots;
use std::collections::{BTreeMap, BTreeSet};

pub use hierarchy::Fault;
pub use quotas::{Quotas, counts, exceeds, is_limited};

/// A set of ranks.
pub type Ranks = BTreeSet<u32>;

/// What is decided of a waiting job.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Placed { moldable: usize, begin: i64, end: i64, resources: Ranks },
    LeftOut(&'static str),
}

/// Decides a round: the outcome of each waiting job, by id.
pub fn schedule(round: &Round) -> BTreeMap<u64, Outcome> {
    let mut plain = Plain::new(round);
    plain.insert(false);
    for group in &round.queues {
        if group.len() == 1 && &*group[0] == "besteffort" {
            plain.insert(true);
        }
        plain.place_group(group);
        for queue in group {
            for job in waiting(round, |job| job.reservation.is_some() && job.queue == *queue) {
                let outcome = plain.reserve(job);
                plain.decided(job, outcome);
            }
        }
    }
    plain.outcomes
}

/// Waiting jobs of a kind by ascending id.
fn waiting(round: &Round, kind: impl Fn(&Job) -> bool) -> Vec<&Job> {
    let mut jobs: Vec<&Job> = round.workload.jobs.iter().filter(|job| job.held.is_none() && kind(job)).collect();
    jobs.sort_by_key(|job| job.id);
    jobs
}

/// The state of a round.
struct Plain<'a> {
    round: &'a Round,
    site: hierarchy::Site,
    quotas: Option<Quotas<'a>>,
    /// Where the calendar cuts every slot set (R13.9).
    cuts: Vec<i64>,
    /// The slot sets by name (R7.1).
    sets: BTreeMap<String, Slots<'a>>,
    outcomes: BTreeMap<u64, Outcome>,
}

impl<'a> Plain<'a> {
    /// R4.1, 1 and 2.
    fn new(round: &'a Round) -> Self {
        let site = hierarchy::Site::new(round);
        let quotas = Quotas::new(round);
        let cuts = quotas.as_ref().map_or_else(Vec::new, |quotas| quotas.timetable.cuts());
        let mut main = Slots::new(round.platform.now, &cuts);
        main.exist(round.platform.now, slots::HORIZON, &site.usable);
        for Withdrawal { date, resources } in &round.platform.resources.withdrawals {
            // R2.4
            if ![0, 1, 2_147_483_646, 2_147_483_647].contains(date) {
                main.withdraw(*date, resources.ranks().collect());
            }
        }
        let sets = BTreeMap::from([("default".to_owned(), main)]);
        Self { round, site, quotas, cuts, sets, outcomes: BTreeMap::new() }
    }

    /// R5.1 to R5.5.
    fn insert(&mut self, besteffort: bool) {
        let jobs = self.round.workload.jobs.iter().filter(|job| job.types.besteffort == besteffort);
        let held = jobs.filter_map(|job| job.held.as_ref().map(|held| (job, held)));
        let held: Vec<_> = held.filter(|(_, held)| held.end >= self.round.platform.now).collect();
        for (job, held) in &held {
            self.open(job, held.begin, held.end, &held.resources.ranks().collect());
        }
        for (job, held) in held {
            self.hold(job, held.begin, held.end, held.resources.ranks().collect());
        }
    }

    /// R11.2.
    fn open(&mut self, job: &Job, begin: i64, end: i64, resources: &Ranks) {
        if let Some(name) = &job.types.container {
            let name = name.clone().unwrap_or_else(|| job.id.to_string());
            let set = self.sets.entry(name).or_insert_with(|| Slots::new(self.round.platform.now, &self.cuts));
            set.exist(begin, end - self.round.platform.config.pad, resources);
        }
    }

    /// R7.4; a job whose set does not exist holds nothing (R5.3).
    fn hold(&mut self, job: &'a Job, begin: i64, end: i64, resources: Ranks) {
        if let Some(slots) = self.sets.get_mut(set_of(job)) {
            slots.hold(job, begin, end, resources);
        }
    }

    /// R4.1, 4b.
    fn place_group(&mut self, group: &[std::rc::Rc<str>]) {
        let batch = waiting(self.round, |job| job.reservation.is_none() && group.contains(&job.queue));
        let limit = self.round.platform.config.round_limit.unwrap_or(usize::MAX);
        let mut ends = BTreeMap::new();
        for (rank, job) in batch.into_iter().enumerate() {
            let outcome = if rank < limit { self.place(job, &ends) } else { Outcome::LeftOut("round_limit") };
            if let Outcome::Placed { end, .. } = outcome {
                ends.insert(job.id, end);
            }
            self.decided(job, outcome);
        }
    }

    /// A job that is placed holds its resources, and a container opens its set (R9.4, R15.3).
    fn decided(&mut self, job: &'a Job, outcome: Outcome) {
        if let Outcome::Placed { begin, end, resources, .. } = &outcome {
            self.hold(job, *begin, *end, resources.clone());
            self.open(job, *begin, *end, resources);
        }
        self.outcomes.insert(job.id, outcome);
    }
}

fn set_of(job: &Job) -> &str {
    job.types.inner.as_deref().unwrap_or("default")
}
