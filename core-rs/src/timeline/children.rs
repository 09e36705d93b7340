//! Which blocks of a level lie in which blocks of another.

use super::level::LevelBits;
use crate::lists::Lists;
use std::ops::Range;

/// For each block of an upper level the blocks of a lower level that lie wholly in it (R8.2), as runs
/// of consecutive blocks.
#[derive(Debug)]
pub struct Children {
    blocks: Lists<Range<usize>>,
    shared: bool,
}

impl Children {
    /// Number of upper blocks.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// The blocks in an upper block, as ascending runs.
    pub fn of(&self, upper: usize) -> &[Range<usize>] {
        self.blocks.of(upper)
    }

    /// Whether a block of the lower level is in more than one of the upper level.
    pub fn are_shared(&self) -> bool {
        self.shared
    }

    /// Looks for the blocks of `lower` in those of `upper`.
    pub(super) fn find(upper: &LevelBits, lower: &LevelBits) -> Self {
        if upper.in_line() && lower.in_line() { Self::in_line(upper, lower) } else { Self::anywhere(upper, lower) }
    }

    /// The same, given that both levels are in line: the blocks in another one follow each other. A function of its own.
    #[inline(never)]
    fn in_line(upper: &LevelBits, lower: &LevelBits) -> Self {
        // Each block is one run, so the runs of all blocks are the blocks.
        let (uppers, lowers) = (upper.blocks.items(), lower.blocks.items());
        let mut blocks = Lists::with_capacity(uppers.len());
        for block in uppers {
            let first = lowers.partition_point(|lower| lower.start < block.start);
            let end = lowers.partition_point(|lower| lower.end <= block.end);
            blocks.push((first < end).then_some(first..end));
        }
        Self { blocks, shared: false }
    }

    /// The same for any levels. A function of its own.
    #[inline(never)]
    fn anywhere(upper: &LevelBits, lower: &LevelBits) -> Self {
        let mut inside: Vec<Vec<Range<usize>>> = vec![Vec::new(); upper.blocks.len()];
        let mut shared = false;
        for child in 0..lower.blocks.len() {
            let runs = lower.blocks.of(child);
            let mut parents = 0;
            for parent in upper.holders_of(runs[0].start) {
                let holds = |at: usize| upper.holders_of(at).contains(parent);
                if runs.iter().all(|run| run.clone().all(holds)) {
                    parents += 1;
                    match inside[*parent].last_mut() {
                        Some(run) if run.end == child => run.end += 1,
                        _ => inside[*parent].push(child..child + 1),
                    }
                }
            }
            shared |= parents > 1;
        }
        Self { blocks: inside.into_iter().collect(), shared }
    }
}
