//! The blocks of one level, as bits of a row.

use super::lists::Lists;
use std::ops::Range;

/// A level as bits.
#[derive(Debug)]
pub struct LevelBits {
    /// The name that requests use.
    pub name: String,
    /// The bit of block 0. It is 0 for a level whose block p is just position p: such a level needs
    /// no bits of its own.
    pub first_bit: usize,
    /// For each block its runs of positions.
    pub blocks: Lists<Range<usize>>,
    /// For each position the blocks that hold it, ascending.
    pub holders: Lists<usize>,
}

/// Whether a block is just the position of its own number.
pub fn is_single(runs: &[Range<usize>], at: usize) -> bool {
    runs.len() == 1 && runs[0] == (at..at + 1)
}

/// For each position the blocks that hold it, ascending: counted first, then filled in.
pub fn holders(blocks: &Lists<Range<usize>>, positions: usize) -> Lists<usize> {
    let mut ends = vec![0; positions];
    let each = || {
        (0..blocks.len()).flat_map(|block| blocks.of(block).iter().flat_map(Clone::clone).map(move |at| (block, at)))
    };
    for (_, at) in each() {
        ends[at] += 1;
    }
    let mut total = 0;
    for end in &mut ends {
        // Until it is filled in, the list of a position ends where it starts.
        total += std::mem::replace(end, total);
    }
    let mut items = vec![0; total];
    for (block, at) in each() {
        items[ends[at]] = block;
        ends[at] += 1;
    }
    Lists::from_parts(ends, items)
}
