//! The core against the plain scheduler, on random worlds, and what must hold of every schedule.

#![allow(clippy::float_cmp)] // counts are small integers, exact as doubles

mod invariants;
mod plain;
mod worlds;

use oar_scheduler_redox::cycle::{Decided, Decision, Placement, schedule};
use oar_scheduler_redox::hooks::NoHooks;
use oar_scheduler_redox::model::Round;
use plain::Outcome;
use proptest::prop_assert_eq;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
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
        let decided = schedule(&round, Rc::new(NoHooks)).expect("few blocks overlap");
        same_as_plain(&round, &decided)?;
        invariants::check(&round, &decided)
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

#[test]
fn jobs_under_quotas() {
    check(worlds::LIMITED);
}

#[test]
fn quotas_that_change() {
    check(worlds::SCHEDULED);
}

#[test]
fn reservations_among_jobs() {
    check(worlds::RESERVED);
}

#[test]
fn broad_worlds_of_everything() {
    check(worlds::MIXED);
}

#[test]
fn everything_that_ends_soon() {
    check(worlds::MIXED_ENDING);
}

fn same_as_plain(round: &Round, Decided { decisions, sets, .. }: &Decided) -> Result<(), TestCaseError> {
    let decided: BTreeMap<u64, Outcome> = round
        .workload
        .jobs
        .iter()
        .zip(decisions)
        .filter_map(|(job, decision)| {
            let outcome = match decision {
                Decision::Held => return None,
                Decision::LeftOut(reason) => Outcome::LeftOut(reason.code()),
                Decision::Placed(Placement { moldable, begin, end, set, .. }) => Outcome::Placed {
                    moldable: *moldable,
                    begin: *begin,
                    end: *end,
                    resources: sets.set(*set).ranks().collect(),
                },
            };
            Some((job.id, outcome))
        })
        .collect();
    prop_assert_eq!(decided, plain::schedule(round));
    Ok(())
}
