//! Random sites: resources, levels, availability dates.

use super::Vocabulary;
use oar_scheduler_redox::model::{Level, ResourceSet, Withdrawal};
use oar_scheduler_redox::procset::{Interval, ProcSet};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Names of the levels, parent first.
pub const NAMES: [&str; 4] = ["switch", "host", "cpu", "core"];

/// Any set.
pub fn set(ranks: u32) -> impl Strategy<Value = ProcSet> {
    vec((0..ranks, 0..=ranks / 3), 0..4).prop_map(move |runs| {
        let runs = runs.into_iter().map(|(first, length)| Interval { first, last: (first + length).min(ranks - 1) });
        ProcSet::from_intervals(runs)
    })
}

/// Mostly all, or all but a few.
pub fn most(ranks: u32) -> impl Strategy<Value = ProcSet> {
    let without = set(ranks).prop_map(move |gone| {
        let gone: Vec<u32> = gone.ranks().collect();
        ProcSet::from_ascending((0..ranks).filter(|rank| !gone.contains(rank)))
    });
    prop_oneof![4 => Just(all(ranks)), 1 => set(ranks), 1 => without]
}

fn all(ranks: u32) -> ProcSet {
    ProcSet::from_intervals([Interval { first: 0, last: ranks - 1 }])
}

/// Blocks of one size, the last one ragged.
fn even(ranks: u32, size: u32) -> Vec<ProcSet> {
    let starts = (0..ranks).step_by(size as usize);
    starts.map(|first| ProcSet::from_intervals([Interval { first, last: (first + size - 1).min(ranks - 1) }])).collect()
}

/// Levels that lie in each other, the lowest of single resources in either order; now and then one of
/// blocks of another size, or of any blocks.
fn levels(ranks: u32) -> impl Strategy<Value = Vec<Level>> {
    let other = prop_oneof![(1..=ranks).prop_map(move |size| even(ranks, size)), vec(set(ranks), 0..6)];
    (vec(1..=3_u32, 3), any::<bool>(), vec(option::weighted(0.2, other), NAMES.len())).prop_map(
        move |(factors, backwards, others)| {
            let sizes = [factors[0] * factors[1] * factors[2], factors[0] * factors[1], factors[0], 1];
            let mut levels: Vec<Vec<ProcSet>> = sizes.iter().map(|size| even(ranks, *size)).collect();
            if backwards {
                levels[NAMES.len() - 1].reverse();
            }
            let levels = levels.into_iter().zip(others).map(|(blocks, other)| other.unwrap_or(blocks));
            levels.zip(NAMES).map(|(blocks, name)| Level::new(name, blocks)).collect()
        },
    )
}

/// Sites of a vocabulary.
pub fn sites(words: Vocabulary) -> impl Strategy<Value = ResourceSet> {
    let date = prop_oneof![
        1 => select(&[0, 1, 2_147_483_646, 2_147_483_647][..]),
        1 => words.now - 2..words.now + 10,
        1 => words.now - 10..words.now + 200,
    ];
    let withdrawals = vec(
        (date, set(words.ranks)).prop_map(|(date, resources)| Withdrawal { date, resources: resources.into() }),
        0..3,
    );
    (most(words.ranks), most(words.ranks), levels(words.ranks), withdrawals).prop_map(
        |(usable, default, levels, withdrawals)| ResourceSet {
            default: ProcSet::from_ascending(usable.ranks().filter(|rank| default.ranks().any(|other| other == *rank))),
            usable,
            levels,
            withdrawals,
        },
    )
}
