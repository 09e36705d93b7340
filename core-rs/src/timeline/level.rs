//! The blocks of one level, as bits of a row.

use super::bits;
use crate::lists::Lists;
use crate::procset::Interval;
use std::ops::Range;
use std::slice;

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
    /// Whether no position is in two blocks.
    pub disjoint: bool,
    holders: Holders,
}

/// Which blocks hold a position.
#[derive(Debug)]
enum Holders {
    /// See [`in_line`](LevelBits::in_line): mostly they do.
    InLine {
        /// For each position the number of its block; [`NO_BLOCK`]: it is in none.
        block_of: Vec<usize>,
        /// Whether there is no gap between two blocks: then consecutive blocks are one run of positions.
        packed: bool,
    },
    /// For each position the blocks that hold it, ascending.
    Anywhere(Lists<usize>),
}

const NO_BLOCK: usize = usize::MAX;

impl LevelBits {
    /// A level of blocks of so many positions, with bits of its own from this one of a row on, in this part of it.
    ///
    /// `None`: a position is in more blocks than `most`.
    pub fn new(
        name: String,
        (first_bit, part): (usize, usize),
        blocks: Lists<Range<usize>>,
        positions: usize,
        most: usize,
    ) -> Option<Self> {
        if are_in_line(&blocks) {
            let packed = blocks.items().windows(2).all(|pair| pair[0].end == pair[1].start);
            let holders = Holders::InLine { block_of: block_of(&blocks, positions), packed };
            return Some(Self { name, first_bit, part, blocks, disjoint: true, holders });
        }
        let holders = holders(&blocks, positions);
        let longest = holders.longest();
        let holders = Holders::Anywhere(holders);
        (longest <= most).then_some(Self { name, first_bit, part, blocks, disjoint: longest <= 1, holders })
    }

    /// A level of so many positions whose block p is just position p. A function of its own.
    #[inline(never)]
    pub fn of_singles(name: String, positions: usize) -> Self {
        let mut blocks = Lists::with_capacity(positions);
        blocks.push_each((0..positions).map(|at| at..at + 1));
        let holders = Holders::InLine { block_of: (0..positions).collect(), packed: true };
        Self { name, first_bit: 0, part: 0, blocks, disjoint: true, holders }
    }

    /// The blocks that hold a position, ascending.
    pub fn holders_of(&self, position: usize) -> &[usize] {
        match &self.holders {
            Holders::InLine { block_of, .. } if block_of[position] == NO_BLOCK => &[],
            Holders::InLine { block_of, .. } => slice::from_ref(&block_of[position]),
            Holders::Anywhere(holders) => holders.of(position),
        }
    }

    /// Appends the positions of consecutive blocks, at least one, given that they are [in line](Self::in_line). What
    /// lies side by side is one run: most jobs take neighbours.
    pub fn append_positions(&self, blocks: Range<usize>, runs: &mut Vec<Range<usize>>) {
        // Each block is one run, so the runs of all blocks are the blocks.
        let items = &self.blocks.items()[blocks];
        if let Holders::InLine { packed: true, .. } = self.holders {
            append_run(runs, items[0].start..items[items.len() - 1].end);
            return;
        }
        for run in items {
            append_run(runs, run.clone());
        }
    }

    /// Whether each block is one run, and they lie one after the other.
    pub fn in_line(&self) -> bool {
        matches!(self.holders, Holders::InLine { .. })
    }

    /// Appends to the words of a claim the bits of the blocks that touch some runs of positions: ascending ones, none
    /// of them empty.
    pub fn append_touched(&self, words: &mut Vec<(u32, u64)>, runs: &[Range<usize>]) {
        if let Holders::InLine { block_of, .. } = &self.holders {
            for run in runs {
                let touched = match (block_of[run.start], block_of[run.end - 1]) {
                    (NO_BLOCK, _) | (_, NO_BLOCK) => self.touched(run),
                    (first, last) => first..last + 1,
                };
                bits::append_range(words, self.first_bit + touched.start..self.first_bit + touched.end);
            }
            return;
        }
        self.append_scattered(words, runs);
    }

    /// The blocks that touch a run of positions, given that they are in line. A function of its own: mostly the ends of a
    /// run are in blocks.
    #[inline(never)]
    fn touched(&self, run: &Range<usize>) -> Range<usize> {
        // Each block is one run, so the runs of all blocks are the blocks.
        let blocks = self.blocks.items();
        let first = blocks.partition_point(|block| block.end <= run.start);
        first..blocks.partition_point(|block| block.start < run.end)
    }

    /// The same as [`append_touched`](Self::append_touched), given that they are not in line. A function of its own.
    #[inline(never)]
    fn append_scattered(&self, words: &mut Vec<(u32, u64)>, runs: &[Range<usize>]) {
        let mut touched = vec![0; bits::words_for(self.blocks.len())];
        for run in runs {
            for at in run.clone() {
                for block in self.holders_of(at) {
                    bits::set(&mut touched, *block);
                }
            }
        }
        for run in bits::runs(&touched, self.blocks.len()) {
            bits::append_range(words, self.first_bit + run.start..self.first_bit + run.end);
        }
    }
}

/// Appends a run that begins no earlier than the last one ends.
fn append_run(runs: &mut Vec<Range<usize>>, run: Range<usize>) {
    match runs.last_mut() {
        Some(last) if last.end == run.start => last.end = run.end,
        _ => runs.push(run),
    }
}

/// Whether each block is one of these ranks, in their order, and each of these such a block: as the cores of a site mostly
/// are. Then there is no need to look for positions. A function of its own.
#[inline(never)]
pub fn are_units(blocks: &Lists<Interval>, ranks: &[u32]) -> bool {
    blocks.len() == ranks.len()
        && blocks.items().len() == ranks.len()
        && blocks.items().iter().zip(ranks).all(|(block, rank)| block.first == *rank && block.last == *rank)
        && blocks.iter().all(|block| block.len() == 1)
}

/// Whether each block is just the position of its own number, and each position is such a block. A function of its own.
#[inline(never)]
pub fn are_singles(blocks: &Lists<Range<usize>>, positions: usize) -> bool {
    // None of them is empty: if they have as many runs as there are blocks, each has one.
    blocks.len() == positions
        && blocks.items().len() == positions
        && blocks.items().iter().enumerate().all(|(at, run)| run.start == at && run.end == at + 1)
}

/// Whether each block is one run, and they lie one after the other. None of them is empty. A function of its own.
#[inline(never)]
fn are_in_line(blocks: &Lists<Range<usize>>) -> bool {
    blocks.items().len() == blocks.len() && blocks.items().windows(2).all(|pair| pair[0].end <= pair[1].start)
}

/// The block of each position, given that they are in line.
fn block_of(blocks: &Lists<Range<usize>>, positions: usize) -> Vec<usize> {
    let mut block_of = vec![NO_BLOCK; positions];
    for (block, run) in blocks.items().iter().enumerate() {
        block_of[run.clone()].fill(block);
    }
    block_of
}

/// For each position the blocks that hold it, ascending: counted first, then filled in. A function of its own.
#[inline(never)]
fn holders(blocks: &Lists<Range<usize>>, positions: usize) -> Lists<usize> {
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
