//! What is taken: resources and the blocks that they touch.

use super::{Layout, LevelId};
use crate::procset::{Interval, ProcSet};
use crate::timeline::bits;
use std::ops::Range;

impl Layout {
    /// The claim of a set: its usable resources, and every block that it *touches*. A row minus a
    /// claim is a row again: what is left of a touched block is no whole block.
    pub fn claim(&self, set: &ProcSet) -> Vec<u64> {
        let mut claim = vec![0; self.words];
        for run in self.positions(set) {
            self.claim_run(&mut claim, run);
        }
        claim
    }

    /// Adds a block to a claim.
    pub fn claim_block(&self, claim: &mut [u64], level: LevelId, block: usize) {
        for run in self.levels[level.0].blocks.of(block) {
            self.claim_run(claim, run.clone());
        }
    }

    /// Adds blocks to a claim: those of the level whose bits are set, counted from 0.
    pub fn claim_blocks(&self, claim: &mut [u64], level: LevelId, blocks: &[u64]) {
        let level = &self.levels[level.0];
        let mut run = 0..0;
        for found in bits::runs(blocks, level.blocks.len()) {
            // What lies side by side is claimed in one go: most jobs take neighbours.
            for positions in level.positions(found) {
                if positions.start != run.end {
                    self.claim_run(claim, run);
                    run = positions.start..positions.start;
                }
                run.end = positions.end;
            }
        }
        self.claim_run(claim, run);
    }

    /// The resources of a row or a claim.
    pub fn resources(&self, row: &[u64]) -> ProcSet {
        ProcSet::from_ascending_intervals(bits::runs(row, self.ranks.len()).flat_map(|run| self.intervals(run)))
    }

    /// Whether two rows or claims have a resource in common.
    pub fn share_resources(&self, a: &[u64], b: &[u64]) -> bool {
        let words = self.resource_words();
        bits::meet(&a[..words], &b[..words])
    }

    /// How many default resources a row or claim has: what quotas count (R12.9).
    pub fn common_with_defaults(&self, row: &[u64]) -> usize {
        self.common(row, &self.defaults)
    }

    /// How many resources two rows or claims have in common.
    pub fn common(&self, a: &[u64], b: &[u64]) -> usize {
        let words = self.resource_words();
        bits::count_common(&a[..words], &b[..words])
    }

    /// Adds a run of positions, and the blocks that they touch.
    fn claim_run(&self, claim: &mut [u64], run: Range<usize>) {
        if run.is_empty() {
            return;
        }
        for level in self.levels.iter().filter(|level| level.first_bit > 0) {
            level.claim_touched(claim, run.clone());
        }
        bits::set_range(claim, run);
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
