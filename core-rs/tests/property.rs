//! The core against the plain scheduler, on random worlds, and what must hold of every schedule
//! whatever computed it.

#![allow(clippy::float_cmp)] // counts are small integers, exact as doubles

mod plain;
mod worlds;

use oar_scheduler_redox::cycle::{Decision, Placement, schedule};
use oar_scheduler_redox::hooks::NoHooks;
use oar_scheduler_redox::model::{HORIZON, Job, Placeholder, RequiredState, Round};
use plain::Outcome;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use proptest::{prop_assert, prop_assert_eq};
use std::collections::BTreeMap;
use std::rc::Rc;
use worlds::Vocabulary;

/// Worlds of each kind: a fixed number from a fixed seed; many more when asked for the deep test.
fn worlds() -> u32 {
    if std::env::var_os("OAR_REDOX_DEEP").is_some() { 20_000 } else { 500 }
}

fn check(words: Vocabulary) {
    let config =
        Config { cases: worlds(), rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..Config::default() };
    let result = TestRunner::new(config).run(&worlds::rounds(words), |round| {
        let decisions = schedule(&round, Rc::new(NoHooks)).expect("few blocks overlap");
        same_as_plain(&round, &decisions)?;
        invariants(&round, &decisions)
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

#[test]
fn broad_worlds() {
    check(worlds::BROAD);
}

#[test]
fn worlds_of_a_tiny_vocabulary() {
    check(worlds::TINY);
}

#[test]
fn containers_that_grow() {
    check(worlds::CONTAINED);
}

#[test]
fn jobs_on_top_of_each_other() {
    check(worlds::SHARED);
}

#[test]
fn worlds_that_end_soon() {
    check(worlds::ENDING);
}

fn same_as_plain(round: &Round, decisions: &[Decision]) -> Result<(), TestCaseError> {
    let decided: BTreeMap<u64, Outcome> = round
        .workload
        .jobs
        .iter()
        .zip(decisions)
        .filter_map(|(job, decision)| {
            let outcome = match decision {
                Decision::Held => return None,
                Decision::LeftOut(reason) => Outcome::LeftOut(reason.code()),
                Decision::Placed(Placement { moldable, begin, end, resources, .. }) => Outcome::Placed {
                    moldable: *moldable,
                    begin: *begin,
                    end: *end,
                    resources: resources.ranks().collect(),
                },
            };
            Some((job.id, outcome))
        })
        .collect();
    prop_assert_eq!(decided, plain::schedule(round));
    Ok(())
}

fn invariants(round: &Round, decisions: &[Decision]) -> Result<(), TestCaseError> {
    let placed: Vec<_> = round
        .workload
        .jobs
        .iter()
        .zip(decisions)
        .filter_map(|(job, decision)| match decision {
            Decision::Placed(placement) => Some((job, placement)),
            _ => None,
        })
        .collect();
    for (job, placement) in &placed {
        let length = job.moldables[placement.moldable].walltime + round.platform.config.pad;
        prop_assert!(round.platform.now <= placement.begin && placement.end <= HORIZON);
        prop_assert_eq!(placement.end, placement.begin + length - 1);
        prop_assert!(!placement.resources.is_empty());
        for dependency in job.dependencies.iter().filter(|dependency| dependency.state == RequiredState::Waiting) {
            let required = placed.iter().find(|(required, _)| required.id == dependency.job);
            prop_assert!(required.is_some_and(|(_, required)| required.end < placement.begin));
        }
    }
    // Two jobs of one set lie on one resource at one time only if both share. A scheduled inner job is left
    // out: it holds nothing when its set was not there yet (R5.3).
    let regular = round.workload.jobs.iter().filter(|job| !job.types.besteffort && job.types.inner.is_none());
    let held: Vec<_> = regular.filter_map(|job| job.held.as_ref().map(|held| (job, held))).collect();
    for (index, (job, placement)) in placed.iter().enumerate() {
        let later = placed[index + 1..].iter().map(|(job, other)| (*job, other.begin, other.end, &other.resources));
        let earlier = held.iter().map(|(job, held)| (*job, held.begin, held.end, &*held.resources));
        for (other, begin, end, resources) in later.chain(earlier) {
            let apart = end < placement.begin || placement.end < begin || job.types.inner != other.types.inner;
            let shares = |job: &Job| job.types.timesharing.is_some() || job.types.placeholder != Placeholder::default();
            let disjoint = || resources.ranks().all(|rank| placement.resources.ranks().all(|taken| taken != rank));
            prop_assert!(apart || shares(job) && shares(other) || disjoint());
        }
    }
    Ok(())
}
