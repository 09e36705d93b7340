//! The walk through the levels of a group (R8.1 to R8.5).

use crate::model::Count;
use crate::search::Step;
use crate::timeline::{Blocks, bits};
use std::ops::Range;

/// Walks the steps of a group over a row: available ∩ filter. Blocks are numbered within their level.
///
/// Every block that is walked lies wholly in the block above it (R8.2), and a block of the last level
/// succeeds when its bit is set in the row (R8.1). So "the set restricted to the parent" needs no set of its own.
pub struct Walk<'a> {
    steps: &'a [Step],
    row: &'a [u64],
    /// For each step whose blocks can be reached in several ways: what is known of each of them.
    known: Vec<Vec<Known>>,
}

/// What is known of a block. Whether it succeeds does not depend on the block above it; without this the time would
/// double with each level of a request whose blocks overlap.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Nothing,
    Fails,
    Succeeds,
    Taken,
}

impl<'a> Walk<'a> {
    /// A walk over a row that keeps the invariant of [`Layout`](crate::timeline::Layout) where the last step is.
    pub fn new(steps: &'a [Step], row: &'a [u64]) -> Self {
        Self { steps, row, known: Vec::new() }
    }

    /// Whether these blocks of a step have what its count wants.
    pub fn succeeds(&mut self, at: usize, blocks: &[Range<usize>]) -> bool {
        let step = &self.steps[at];
        if step.count == Count::All {
            return self.all_succeed(at, blocks);
        }
        let needs = step.count.needs();
        self.count(at, blocks, needs) >= needs
    }

    /// Whether one block of a step succeeds.
    pub fn block_succeeds(&mut self, at: usize, block: usize) -> bool {
        let steps = self.steps;
        let Some(children) = &steps[at].children else { return bits::test(self.row, steps[at].first_bit + block) };
        if !steps[at].shared {
            return self.succeeds(at + 1, children.of(block));
        }
        if *self.known(at, block) == Known::Nothing {
            let succeeds = self.succeeds(at + 1, children.of(block));
            *self.known(at, block) = if succeeds { Known::Succeeds } else { Known::Fails };
        }
        *self.known(at, block) != Known::Fails
    }

    /// The first of these blocks of the first step, from number `from` on, that succeeds.
    pub fn first(&mut self, blocks: &[Range<usize>], from: usize) -> Option<usize> {
        blocks.iter().find_map(|run| (run.start.max(from)..run.end).find(|block| self.block_succeeds(0, *block)))
    }

    /// Takes what the count of a step takes of these blocks, given that they succeed: adds the blocks of the last step
    /// that are taken.
    pub fn take(&mut self, at: usize, blocks: &[Range<usize>], found: &mut Blocks) {
        let step = &self.steps[at];
        let mut missing = match step.count {
            Count::First(wanted) => wanted,
            Count::HalfBest => self.count(at, blocks, u64::MAX) / 2,
            // What cannot succeed in the whole filter does not succeed in a part of it.
            Count::All | Count::Best => u64::MAX,
        };
        for run in blocks {
            if step.children.is_none() {
                let most = usize::try_from(missing).unwrap_or(usize::MAX);
                for (word, taken) in bits::first_ones(self.leaf(at), run.clone(), most) {
                    found.add_word(word, taken);
                    missing -= u64::from(taken.count_ones());
                }
                continue;
            }
            for block in run.clone() {
                if missing == 0 {
                    return;
                }
                if self.block_succeeds(at, block) {
                    self.take_block(at, block, found);
                    missing -= 1;
                }
            }
        }
    }

    fn take_block(&mut self, at: usize, block: usize, found: &mut Blocks) {
        let steps = self.steps;
        let Some(children) = &steps[at].children else { return found.add(block) };
        if steps[at].shared && std::mem::replace(self.known(at, block), Known::Taken) == Known::Taken {
            return;
        }
        self.take(at + 1, children.of(block), found);
    }

    /// How many of these blocks succeed; counting may stop at `enough`.
    fn count(&mut self, at: usize, blocks: &[Range<usize>], enough: u64) -> u64 {
        if self.steps[at].children.is_none() {
            return count_leaves(self.leaf(at), blocks, enough);
        }
        let mut found = 0;
        for run in blocks {
            for block in run.clone() {
                if found >= enough {
                    return found;
                }
                found += u64::from(self.block_succeeds(at, block));
            }
        }
        found
    }

    /// R8.5: all succeed that could, and at least one does.
    fn all_succeed(&mut self, at: usize, blocks: &[Range<usize>]) -> bool {
        let Step { potential, children, .. } = &self.steps[at];
        let mut any = false;
        for run in blocks {
            let every = if children.is_none() {
                bits::holds(self.leaf(at), potential, run.clone())
            } else {
                bits::ones(potential, run.clone()).all(|block| self.block_succeeds(at, block))
            };
            if !every {
                return false;
            }
            any = any || bits::count_range(potential, run.clone(), 1) > 0;
        }
        any
    }

    /// The words of the row from block 0 of a step on.
    fn leaf(&self, at: usize) -> &'a [u64] {
        &self.row[self.steps[at].first_bit / bits::WORD..]
    }

    fn known(&mut self, at: usize, block: usize) -> &mut Known {
        self.known.resize(self.steps.len(), Vec::new());
        let known = &mut self.known[at];
        if known.len() <= block {
            known.resize(block + 1, Known::Nothing);
        }
        &mut known[block]
    }
}

/// How many of these blocks are free, given the words of a row from block 0 on; counting may stop at `enough`.
#[inline]
fn count_leaves(leaf: &[u64], blocks: &[Range<usize>], enough: u64) -> u64 {
    let mut found = 0;
    for run in blocks {
        let missing = usize::try_from(enough - found).unwrap_or(usize::MAX);
        found += bits::count_range(leaf, run.clone(), missing) as u64;
        if found >= enough {
            break;
        }
    }
    found
}
