//! What is taken: resources and the blocks that they touch.

use super::{Layout, LevelId};
use crate::procset::{Interval, ProcSet};
use crate::timeline::{Claim, bits};
use std::ops::Range;

impl Layout {
    /// The claim of a set: its usable resources, and every block that it *touches*. A row minus a
    /// claim is a row again: what is left of a touched block is no whole block.
    pub fn claim(&self, set: &ProcSet) -> Claim {
        self.claim_of_runs(&self.positions(set))
    }

    /// The claim of some blocks of a level: those whose bits are set, counted from 0.
    pub fn claim_of_blocks(&self, level: LevelId, blocks: &[u64]) -> Claim {
        let level = &self.levels[level.0];
        let runs = bits::runs(blocks, level.blocks.len()).flat_map(|found| level.positions(found));
        if level.in_line() {
            // What lies side by side is one run: most jobs take neighbours.
            let mut merged: Vec<Range<usize>> = Vec::new();
            for run in runs {
                match merged.last_mut() {
                    Some(last) if last.end == run.start => last.end = run.end,
                    _ => merged.push(run),
                }
            }
            return self.claim_of_runs(&merged);
        }
        let mut row = vec![0; self.resource_words()];
        runs.for_each(|run| bits::set_range(&mut row, run));
        self.claim_of_runs(&bits::runs(&row, self.ranks.len()).collect::<Vec<_>>())
    }

    /// The claim of a block.
    pub fn claim_of_block(&self, level: LevelId, block: usize) -> Claim {
        self.claim_of_runs(self.levels[level.0].blocks.of(block))
    }

    /// The claim of runs of positions: ascending, and none meets another.
    fn claim_of_runs(&self, runs: &[Range<usize>]) -> Claim {
        let mut words = Vec::new();
        for run in runs {
            bits::append_range(&mut words, run.clone());
        }
        for level in self.levels.iter().filter(|level| level.first_bit > 0) {
            level.append_touched(&mut words, runs);
        }
        Claim::new(words)
    }

    /// The resources of a row.
    pub fn resources(&self, row: &[u64]) -> ProcSet {
        ProcSet::from_ascending_intervals(bits::runs(row, self.ranks.len()).flat_map(|run| self.intervals(run)))
    }

    /// The resources of a claim.
    pub fn claimed(&self, claim: &Claim) -> ProcSet {
        let runs = self.resource_part(claim).flat_map(|(at, word)| {
            let first = at * bits::WORD;
            bits::runs_of_word(word).map(move |run| first + run.start..first + run.end)
        });
        ProcSet::from_ascending_intervals(runs.flat_map(|run| self.intervals(run)))
    }

    /// The words of a claim that hold resources.
    fn resource_part<'a>(&self, claim: &'a Claim) -> impl Iterator<Item = (usize, u64)> + 'a {
        let words = self.resource_words();
        claim.words().take_while(move |(at, _)| *at < words)
    }

    /// How many default resources a claim has: what quotas count (R12.9).
    pub fn common_with_defaults(&self, claim: &Claim) -> usize {
        self.resource_part(claim).map(|(at, word)| (word & self.defaults[at]).count_ones() as usize).sum()
    }

    /// How many resources two rows have in common.
    pub fn common(&self, a: &[u64], b: &[u64]) -> usize {
        let words = self.resource_words();
        bits::count_common(&a[..words], &b[..words])
    }

    /// The ranks of a run of positions, as intervals: one, unless there are holes between them.
    fn intervals(&self, run: Range<usize>) -> impl Iterator<Item = Interval> + '_ {
        let ranks = &self.ranks[run];
        let mut rest = ranks;
        std::iter::from_fn(move || {
            let (&first, &last) = (rest.first()?, rest.last()?);
            let length = if (last - first) as usize == rest.len() - 1 {
                rest.len()
            } else {
                (0..rest.len()).take_while(|at| rest[*at] == first + *at as u32).count()
            };
            let interval = Interval { first, last: rest[length - 1] };
            rest = &rest[length..];
            Some(interval)
        })
    }
}
