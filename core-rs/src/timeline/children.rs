//! Which blocks of a level lie in which blocks of another.

use super::level::LevelBits;
use super::lists::Lists;
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

    /// Looks for the blocks of `lower` in those of `upper`. A function of its own.
    #[inline(never)]
    pub(super) fn find(upper: &LevelBits, lower: &LevelBits) -> Self {
        let mut inside: Vec<Vec<Range<usize>>> = vec![Vec::new(); upper.blocks.len()];
        let mut shared = false;
        for child in 0..lower.blocks.len() {
            let runs = lower.blocks.of(child);
            let mut parents = 0;
            for parent in upper.holders.of(runs[0].start) {
                let holds = |at: usize| upper.holders.of(at).binary_search(parent).is_ok();
                if runs.iter().flat_map(Clone::clone).all(holds) {
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
