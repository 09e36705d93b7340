//! What is taken: resources and the blocks that they touch.

use super::{Layout, LevelId};
use crate::procset::{Interval, ProcSet};
use crate::timeline::level::LevelBits;
use crate::timeline::{Blocks, Claim, bits};
use std::ops::Range;

impl Layout {
    /// The claim of a set: its usable resources, and every block that it *touches*. A row minus a
    /// claim is a row again: what is left of a touched block is no whole block.
    pub fn claim(&self, set: &ProcSet) -> Claim {
        self.claim_of_runs(&self.positions(set))
    }

    /// The claim of some blocks of a level. `runs` is memory to work in.
    pub fn claim_of_blocks(&self, level: LevelId, blocks: &Blocks, runs: &mut Vec<Range<usize>>) -> Claim {
        let level = &self.levels[level.0];
        if level.in_line() {
            runs.clear();
            for found in blocks.runs() {
                level.append_positions(found, runs);
            }
            return self.claim_of_runs(runs);
        }
        self.claim_of_scattered(level, blocks)
    }

    /// The same of a level whose blocks are not in line. A function of its own.
    #[inline(never)]
    fn claim_of_scattered(&self, level: &LevelBits, blocks: &Blocks) -> Claim {
        let mut row = vec![0; self.resource_words()];
        for block in blocks.runs().flatten() {
            for run in level.blocks.of(block) {
                bits::set_range(&mut row, run.clone());
            }
        }
        self.claim_of_runs(&bits::runs(&row, self.ranks.len()).collect::<Vec<_>>())
    }

    /// The claim of a block.
    pub fn claim_of_block(&self, level: LevelId, block: usize) -> Claim {
        self.claim_of_runs(self.levels[level.0].blocks.of(block))
    }

    /// The claim of runs of positions: ascending, and none meets another.
    fn claim_of_runs(&self, runs: &[Range<usize>]) -> Claim {
        let span = |run: &Range<usize>| (run.end - run.start).div_ceil(bits::WORD) + 1;
        let mut words = Vec::with_capacity(runs.iter().map(span).sum::<usize>() + 2 * self.levels.len());
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
        let mut set = ProcSet::new();
        for run in bits::runs(row, self.ranks.len()) {
            set.extend(self.intervals(run));
        }
        set
    }

    /// The resources of a claim.
    pub fn claimed(&self, claim: &Claim) -> ProcSet {
        let mut bounds = Vec::new();
        self.append_claimed(claim, &mut bounds);
        ProcSet::from_bounds(&bounds)
    }

    /// Appends first and last rank of ascending intervals, which are the resources of a claim. None of them touches the
    /// next: between two runs of positions is one, and so a rank, that is not claimed.
    pub fn append_claimed(&self, claim: &Claim, bounds: &mut Vec<u32>) {
        let mut append = |run| self.intervals(run).for_each(|run| bounds.extend([run.first, run.last]));
        // A run may go on in the next word.
        let mut open: Range<usize> = 0..0;
        for (at, word) in self.resource_part(claim) {
            let first = at * bits::WORD;
            for run in bits::runs_of_word(word) {
                let run = first + run.start..first + run.end;
                if open.end == run.start {
                    open.end = run.end;
                } else {
                    append(std::mem::replace(&mut open, run));
                }
            }
        }
        append(open);
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
