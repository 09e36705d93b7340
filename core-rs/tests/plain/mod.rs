//! A plain scheduler to compare the core with: sets of ranks, slots in a list, every window tried, no
//! cache and no bit. It is written from the rules and shares nothing with the core but the input.

mod hierarchy;
mod slots;

use oar_scheduler_redox::model::{Job, RequiredState, Round, Withdrawal};
use slots::Slots;
use std::collections::{BTreeMap, BTreeSet};

pub use hierarchy::Fault;

/// A set of ranks.
pub type Ranks = BTreeSet<u32>;

/// What is decided of a waiting job.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Placed { moldable: usize, begin: i64, end: i64, resources: Ranks },
    LeftOut(&'static str),
}

/// The slot sets by name (R7.1).
type Sets<'a> = BTreeMap<String, Slots<'a>>;

/// Decides a round: the outcome of each waiting job, by id.
pub fn schedule(round: &Round) -> BTreeMap<u64, Outcome> {
    let site = hierarchy::Site::new(round);
    let mut main = Slots::new(round.platform.now);
    main.exist(round.platform.now, slots::HORIZON, &site.usable);
    for Withdrawal { date, resources } in &round.platform.resources.withdrawals {
        // R2.4
        if ![0, 1, 2_147_483_646, 2_147_483_647].contains(date) {
            main.withdraw(*date, resources.ranks().collect());
        }
    }
    let mut sets = Sets::from([("default".to_owned(), main)]);
    insert(round, &mut sets, false);
    let mut outcomes = BTreeMap::new();
    for group in &round.queues {
        if group.len() == 1 && &*group[0] == "besteffort" {
            insert(round, &mut sets, true);
        }
        let mut batch: Vec<&Job> =
            round.workload.jobs.iter().filter(|job| job.held.is_none() && group.contains(&job.queue)).collect();
        batch.sort_by_key(|job| job.id);
        let mut ends = BTreeMap::new();
        for (rank, job) in batch.into_iter().enumerate() {
            let outcome = if round.platform.config.round_limit.is_some_and(|limit| rank >= limit) {
                Outcome::LeftOut("round_limit")
            } else {
                place(round, &site, &mut sets, job, &ends)
            };
            if let Outcome::Placed { end, .. } = outcome {
                ends.insert(job.id, end);
            }
            outcomes.insert(job.id, outcome);
        }
    }
    outcomes
}

/// R5.1 to R5.5.
fn insert<'a>(round: &'a Round, sets: &mut Sets<'a>, besteffort: bool) {
    let jobs = round.workload.jobs.iter().filter(|job| job.types.besteffort == besteffort);
    let held = jobs.filter_map(|job| job.held.as_ref().map(|held| (job, held)));
    let held: Vec<_> = held.filter(|(_, held)| held.end >= round.platform.now).collect();
    for (job, held) in &held {
        open(round, sets, job, held.begin, held.end, &held.resources.ranks().collect());
    }
    for (job, held) in held {
        if let Some(slots) = sets.get_mut(set_of(job)) {
            slots.hold(job, held.begin, held.end, held.resources.ranks().collect());
        }
    }
}

/// R11.2.
fn open(round: &Round, sets: &mut Sets<'_>, job: &Job, begin: i64, end: i64, resources: &Ranks) {
    if let Some(name) = &job.types.container {
        let name = name.clone().unwrap_or_else(|| job.id.to_string());
        sets.entry(name).or_insert_with(|| Slots::new(round.platform.now)).exist(
            begin,
            end - round.platform.config.pad,
            resources,
        );
    }
}

fn set_of(job: &Job) -> &str {
    job.types.inner.as_deref().unwrap_or("default")
}

fn place<'a>(
    round: &Round,
    site: &hierarchy::Site,
    sets: &mut Sets<'a>,
    job: &'a Job,
    ends: &BTreeMap<u64, i64>,
) -> Outcome {
    if job.malformed.is_some() || job.moldables.is_empty() {
        return Outcome::LeftOut("invalid_request");
    }
    let faults: Vec<Option<Fault>> = job
        .moldables
        .iter()
        .map(|moldable| site.fault(moldable.walltime, &round.workload.requests[moldable.request]))
        .collect();
    if faults.iter().all(Option::is_some) {
        let unknown = faults.contains(&Some(Fault::UnknownLevel));
        return Outcome::LeftOut(if unknown { "unknown_level" } else { "invalid_request" });
    }
    let mut earliest = round.platform.now;
    for dependency in &job.dependencies {
        match dependency.state {
            RequiredState::Satisfied => {}
            RequiredState::Waiting if ends.contains_key(&dependency.job) => {
                earliest = earliest.max(ends[&dependency.job] + 1);
            }
            _ => return Outcome::LeftOut("dependency"),
        }
    }
    let Some(slots) = sets.get_mut(set_of(job)) else { return Outcome::LeftOut("no_slot_set") };
    slots.cut(earliest);
    let mut best: Option<(i64, i64, usize, Ranks)> = None;
    for (index, moldable) in job.moldables.iter().enumerate().filter(|(index, _)| faults[*index].is_none()) {
        let length = moldable.walltime + round.platform.config.pad;
        let overlap = round.platform.config.groups_may_overlap;
        let found = slots.windows(job, earliest, length).find_map(|(begin, free)| {
            site.find(&round.workload.requests[moldable.request], &free, overlap).map(|resources| (begin, resources))
        });
        if let Some((begin, resources)) = found {
            let end = begin + length - 1;
            if best.as_ref().is_none_or(|best| end < best.1) {
                best = Some((begin, end, index, resources));
            }
        }
    }
    match best {
        None => Outcome::LeftOut("no_resources"),
        Some((begin, end, moldable, resources)) => {
            slots.hold(job, begin, end, resources.clone());
            open(round, sets, job, begin, end, &resources);
            Outcome::Placed { moldable, begin, end, resources }
        }
    }
}
