//! The blocks of one level, as bits of a row.

use super::bits;
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
    /// The part of a row in which its blocks are.
    pub part: usize,
    /// For each block its runs of positions.
    pub blocks: Lists<Range<usize>>,
    /// For each position the blocks that hold it, ascending.
    pub holders: Lists<usize>,
    /// Whether no position is in two blocks.
    pub disjoint: bool,
    /// See [`in_line`](Self::in_line): mostly they do.
    in_line: bool,
    /// In line and without a gap between two blocks: consecutive blocks are one run of positions.
    packed: bool,
}

impl LevelBits {
    /// A level whose block 0 is this bit of a row, in this part of it. A function of its own.
    #[inline(never)]
    pub fn new(
        name: String,
        (first_bit, part): (usize, usize),
        blocks: Lists<Range<usize>>,
        holders: Lists<usize>,
    ) -> Self {
        let positions = holders.len();
        let disjoint = (0..positions).all(|at| holders.of(at).len() <= 1);
        let begins = |block: usize| blocks.of(block)[0].start;
        let in_line = disjoint
            && (0..blocks.len()).all(|block| blocks.of(block).len() == 1)
            && (1..blocks.len()).all(|block| begins(block - 1) < begins(block));
        let packed = in_line && blocks.items().windows(2).all(|pair| pair[0].end == pair[1].start);
        Self { name, first_bit, part, blocks, holders, disjoint, in_line, packed }
    }

    /// Appends the positions of consecutive blocks, at least one, given that they are [in line](Self::in_line). What
    /// lies side by side is one run: most jobs take neighbours.
    pub fn append_positions(&self, blocks: Range<usize>, runs: &mut Vec<Range<usize>>) {
        // Each block is one run, so the runs of all blocks are the blocks.
        let items = &self.blocks.items()[blocks];
        if self.packed {
            append_run(runs, items[0].start..items[items.len() - 1].end);
            return;
        }
        for run in items {
            append_run(runs, run.clone());
        }
    }

    /// Whether each block is one run, and they lie one after the other.
    pub fn in_line(&self) -> bool {
        self.in_line
    }

    /// Appends to the words of a claim the bits of the blocks that touch some runs of positions: ascending ones, none
    /// of them empty.
    pub fn append_touched(&self, words: &mut Vec<(u32, u64)>, runs: &[Range<usize>]) {
        if self.in_line {
            for run in runs {
                // A position that is in no block lies between two, or beyond all.
                let first = self.block_at(run.start);
                let first = first.unwrap_or_else(|| self.blocks_before(|block| block.end <= run.start));
                let last = self.block_at(run.end - 1).map(|last| last + 1);
                let end = last.unwrap_or_else(|| self.blocks_before(|block| block.start < run.end));
                bits::append_range(words, self.first_bit + first..self.first_bit + end);
            }
            return;
        }
        let mut touched = vec![0; bits::words_for(self.blocks.len())];
        for at in runs.iter().flat_map(Clone::clone) {
            for block in self.holders.of(at) {
                bits::set(&mut touched, *block);
            }
        }
        for run in bits::runs(&touched, self.blocks.len()) {
            bits::append_range(words, self.first_bit + run.start..self.first_bit + run.end);
        }
    }

    /// The block that holds a position, given that they are in line.
    fn block_at(&self, position: usize) -> Option<usize> {
        self.holders.of(position).first().copied()
    }

    /// How many blocks are before something, given that they are in line.
    fn blocks_before(&self, is_before: impl Fn(&Range<usize>) -> bool) -> usize {
        // Each block is one run, so the runs of all blocks are the blocks.
        self.blocks.items().partition_point(is_before)
    }
}

/// Appends a run that begins no earlier than the last one ends.
fn append_run(runs: &mut Vec<Range<usize>>, run: Range<usize>) {
    match runs.last_mut() {
        Some(last) if last.end == run.start => last.end = run.end,
        _ => runs.push(run),
    }
}

/// Whether each block is just the position of its own number, and each position is such a block. A function of its own.
#[inline(never)]
pub fn are_singles(blocks: &Lists<Range<usize>>, positions: usize) -> bool {
    let single = |block: usize| matches!(blocks.of(block), [run] if *run == (block..block + 1));
    blocks.len() == positions && (0..positions).all(single)
}

/// For each position the blocks that hold it, ascending: counted first, then filled in. A function of its own.
#[inline(never)]
pub fn holders(blocks: &Lists<Range<usize>>, positions: usize) -> Lists<usize> {
    let mut ends = vec![0; positions];
    for run in blocks.items() {
        for end in &mut ends[run.clone()] {
            *end += 1;
        }
    }
    let mut total = 0;
    for end in &mut ends {
        // Until it is filled in, the list of a position ends where it starts.
        total += std::mem::replace(end, total);
    }
    let mut items = vec![0; total];
    for block in 0..blocks.len() {
        for run in blocks.of(block) {
            for end in &mut ends[run.clone()] {
                items[*end] = block;
                *end += 1;
            }
        }
    }
    Lists::from_parts(ends, items)
}
