//! Accounts of jobs on random worlds: the round that is decided again is the same round, in one go and step by
//! step, and what an account names is really there.

#[allow(dead_code)] // not every vocabulary is used here
mod worlds;

use oar_scheduler_redox::cycle::{Decided, Decision, schedule};
use oar_scheduler_redox::explain::{Account, Lack, Step, explain};
use oar_scheduler_redox::hooks::NoHooks;
use oar_scheduler_redox::model::Round;
use oar_scheduler_redox::set_table::SetTable;
use proptest::prop_assert_eq;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use std::rc::Rc;
use worlds::Vocabulary;

/// Worlds of each kind; many more when asked for the deep test.
fn worlds() -> u32 {
    if std::env::var_os("OAR_REDOX_DEEP").is_some() { 5_000 } else { 100 }
}

fn check(words: Vocabulary) {
    let config =
        Config { cases: worlds(), rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..Config::default() };
    let result = TestRunner::new(config).run(&worlds::rounds(words), |round| {
        let Decided { decisions, sets, .. } = schedule(&round, Rc::new(NoHooks)).expect("few blocks overlap");
        // Each job costs a round.
        for row in (0..decisions.len()).rev().step_by(3) {
            if decisions[row] != Decision::Held {
                same_in_steps(&round, row, &decisions[row], &sets)?;
            }
        }
        Ok(())
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
fn quotas_and_a_calendar() {
    check(worlds::SCHEDULED);
}

#[test]
fn reservations_among_them() {
    check(worlds::RESERVED);
}

#[test]
fn everything_together() {
    check(worlds::MIXED);
}

#[test]
fn everything_near_the_end() {
    check(worlds::MIXED_ENDING);
}

fn same_in_steps(round: &Round, row: usize, decision: &Decision, sets: &SetTable) -> Result<(), TestCaseError> {
    let workload = &round.workload;
    let whole = [Step { queues: &round.queues, workload, places: true, reserves: true }];
    let account = account(round, &whole, row);
    prop_assert_eq!(&account.decision, decision);

    let (job, mut steps) = (&workload.jobs[row], Vec::new());
    for group in round.queues.chunks(1) {
        steps.push(Step { queues: group, workload, places: true, reserves: false });
        let last = group[0].contains(&job.queue);
        if !last || job.reservation.is_some() {
            steps.push(Step { queues: group, workload, places: false, reserves: true });
        }
        if last {
            break;
        }
    }
    let stepwise = self::account(round, &steps, row);
    prop_assert_eq!(&stepwise.decision, decision);
    prop_assert_eq!(&stepwise.refused, &account.refused);
    prop_assert_eq!(&stepwise.groups, &account.groups);
    named(&account, decision, sets)
}

/// What a group takes is what the job takes; who is in the way of a window holds some of it in that window; too few
/// blocks are too few.
fn named(account: &Account, decision: &Decision, sets: &SetTable) -> Result<(), TestCaseError> {
    if let (Decision::Placed(placement), false) = (decision, account.groups.is_empty()) {
        let mut taken: Vec<u32> = account.groups.iter().flat_map(|group| group.resources.ranks()).collect();
        taken.sort_unstable();
        taken.dedup();
        prop_assert_eq!(taken, sets.set(placement.set).ranks().collect::<Vec<u32>>());
    }
    if let Some(refused) = &account.refused {
        for holder in &refused.holders {
            prop_assert_eq!((holder.until >= refused.begin, holder.resources.is_empty()), (true, false));
        }
    }
    if let Some(Lack::Site(shortage) | Lack::Set(shortage)) = account.lack {
        prop_assert_eq!(account.refused.is_none(), true, "both in the way and missing: {:?}", shortage);
    }
    Ok(())
}

fn account(round: &Round, steps: &[Step<'_>], row: usize) -> Account {
    explain(&round.platform, Rc::new(NoHooks), &round.workload.jobs, steps, row).expect("few blocks overlap")
}
