//! What must hold of every schedule, whatever computed it.

mod quotas;

use super::plain::Ranks;
use oar_scheduler_redox::cycle::{Decided, Decision, Placement};
use oar_scheduler_redox::model::{HORIZON, Job, Placeholder, RequiredState, Round};
use proptest::test_runner::TestCaseError;
use proptest::{prop_assert, prop_assert_eq};

/// A window and resources that a job holds.
struct Hold<'a> {
    job: &'a Job,
    begin: i64,
    end: i64,
    resources: Ranks,
}

/// All that holds something.
struct Facts<'a> {
    round: &'a Round,
    placed: Vec<Hold<'a>>,
    /// The already scheduled jobs, those past their end aside.
    scheduled: Vec<Hold<'a>>,
}

impl Facts<'_> {
    /// The already scheduled jobs that hold resources before anything is decided. An inner one holds nothing when
    /// its set is not there yet (R5.3), and is left out.
    fn before(&self) -> impl Iterator<Item = &Hold<'_>> {
        self.scheduled.iter().filter(|hold| !hold.job.types.besteffort && hold.job.types.inner.is_none())
    }

    /// The last second that was looked at when the job was decided: the pad of a reservation was not (R15.3).
    fn tested_end(&self, hold: &Hold<'_>) -> i64 {
        hold.end - if hold.job.reservation.is_some() { self.round.platform.config.pad } else { 0 }
    }
}

pub fn check(round: &Round, Decided { decisions, sets, .. }: &Decided) -> Result<(), TestCaseError> {
    let jobs = &round.workload.jobs;
    let placements = jobs.iter().zip(decisions).filter_map(|(job, decision)| match decision {
        Decision::Placed(placement) => Some((job, placement)),
        _ => None,
    });
    placements.clone().try_for_each(|(job, placement)| is_as_asked(round, job, placement))?;
    let placed = placements.map(|(job, Placement { begin, end, set, .. })| Hold {
        job,
        begin: *begin,
        end: *end,
        resources: sets.set(*set).ranks().collect(),
    });
    let scheduled = jobs.iter().filter_map(|job| {
        let held = job.held.as_ref().filter(|held| held.end >= round.platform.now)?;
        Some(Hold { job, begin: held.begin, end: held.end, resources: held.resources.ranks().collect() })
    });
    let placed: Vec<Hold<'_>> = placed.collect();
    prop_assert!(placed.iter().all(|hold| !hold.resources.is_empty()));
    let facts = Facts { round, placed, scheduled: scheduled.collect() };
    dependencies_are_kept(&facts)?;
    nobody_is_in_the_way(&facts)?;
    inner_jobs_are_inside(&facts)?;
    quotas::hold(&facts)
}

/// The moldable's length, in time; a reservation begins when it asked to, with its first moldable (R15.1, R15.2).
fn is_as_asked(round: &Round, job: &Job, placement: &Placement) -> Result<(), TestCaseError> {
    let length = job.moldables[placement.moldable].walltime + round.platform.config.pad;
    prop_assert!(round.platform.now <= placement.begin && placement.end <= HORIZON);
    prop_assert_eq!(placement.end, placement.begin + length - 1);
    if let Some(requested) = job.reservation {
        prop_assert_eq!((placement.moldable, placement.begin), (0, requested.max(round.platform.now)));
    }
    Ok(())
}

/// R6.1; reservations do not wait (R15.1).
fn dependencies_are_kept(facts: &Facts<'_>) -> Result<(), TestCaseError> {
    for hold in facts.placed.iter().filter(|hold| hold.job.reservation.is_none()) {
        let dependencies = hold.job.dependencies.iter();
        for dependency in dependencies.filter(|dependency| dependency.state == RequiredState::Waiting) {
            let required = facts.placed.iter().find(|required| required.job.id == dependency.job);
            prop_assert!(required.is_some_and(|required| required.end < hold.begin));
        }
    }
    Ok(())
}

/// Two jobs of one set lie on one resource at one time only if both share.
fn nobody_is_in_the_way(facts: &Facts<'_>) -> Result<(), TestCaseError> {
    let shares = |job: &Job| job.types.timesharing.is_some() || job.types.placeholder != Placeholder::default();
    for (index, hold) in facts.placed.iter().enumerate() {
        for other in facts.placed[index + 1..].iter().chain(facts.before()) {
            let apart = facts.tested_end(other) < hold.begin
                || facts.tested_end(hold) < other.begin
                || hold.job.types.inner != other.job.types.inner;
            let share = shares(hold.job) && shares(other.job);
            prop_assert!(apart || share || hold.resources.is_disjoint(&other.resources));
        }
    }
    Ok(())
}

/// R11.2, R11.4: each resource of an inner job lies all the time in windows of containers that feed its set.
fn inner_jobs_are_inside(facts: &Facts<'_>) -> Result<(), TestCaseError> {
    for hold in &facts.placed {
        let Some(name) = &hold.job.types.inner else { continue };
        let fed = |job: &Job| match &job.types.container {
            Some(Some(fed)) => fed == name,
            Some(None) => job.id.to_string() == *name,
            None => false,
        };
        let mut feeding: Vec<&Hold> =
            facts.placed.iter().chain(&facts.scheduled).filter(|hold| fed(hold.job)).collect();
        feeding.sort_by_key(|hold| hold.begin);
        for rank in &hold.resources {
            let mut covered = hold.begin;
            for other in feeding.iter().filter(|other| other.resources.contains(rank)) {
                if other.begin <= covered {
                    covered = covered.max(other.end - facts.round.platform.config.pad + 1);
                }
            }
            prop_assert!(hold.end < covered, "job {} outside of its containers", hold.job.id);
        }
    }
    Ok(())
}
