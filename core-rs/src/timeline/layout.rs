//! Which bit of a row stands for what.
//!
//! Bit p below the number of resources stands for the p-th usable resource, its *position*; ranks may
//! have holes, positions have none. After them each level has a bit for each of its blocks.
//! **Invariant of every row of free resources: the bit of a block is set exactly when the bits of all
//! its resources are.** It survives AND, since a block is free in every slot of a window exactly when
//! it is free in each of them; so a window's free blocks need no look at their resources.
//!
//! The words of a row come in parts: part 0 holds the resources, each other one the blocks of a level.

mod claims;

use super::bits;
use super::children::Children;
use super::counted::Parts;
use super::level::{LevelBits, are_singles, are_units};
use crate::lists::Lists;
use crate::model::{Level, ResourceSet};
use crate::procset::{Interval, ProcSet};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// In how many blocks of one level a resource may be. Mostly it is in one; the blocks of a level may
/// overlap, but what a request costs grows with how much they do.
pub const MOST_HOLDERS: usize = 64;

/// A resource is in more blocks of a level than [`MOST_HOLDERS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooManyHolders {
    /// Name of the level.
    pub level: String,
}

/// Which level of a [`Layout`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LevelId(usize);

impl LevelId {
    /// Levels are numbered from 0 on, in the order of the hierarchy.
    pub fn number(self) -> usize {
        self.0
    }
}

/// The usable resources and the blocks of a site, as bits of a row.
#[derive(Debug)]
pub struct Layout {
    /// The rank of each position, ascending.
    ranks: Vec<u32>,
    levels: Vec<LevelBits>,
    words: usize,
    parts: Rc<Parts>,
    /// The default resources, as a row without blocks.
    defaults: Vec<u64>,
    /// Made when first asked for, one for each pair of levels that a request names in a row.
    children: RefCell<Vec<Known>>,
}

/// What lies in what: an upper and a lower level.
type Known = ((LevelId, LevelId), Rc<Children>);

impl Layout {
    /// Lays out a site. Empty blocks are dropped (R2.2), and so are ranks of a block that are not
    /// usable.
    ///
    /// # Errors
    /// A resource is in more than [`MOST_HOLDERS`] blocks of one level.
    pub fn new(resources: &ResourceSet) -> Result<Self, TooManyHolders> {
        let mut ranks: Vec<u32> = Vec::with_capacity(resources.usable.len());
        for Interval { first, last } in resources.usable.intervals() {
            ranks.extend(*first..=*last);
        }
        let mut parts = vec![bits::words_for(ranks.len()).max(1)];
        let mut layout = Self {
            words: parts[0],
            parts: Rc::default(),
            ranks,
            levels: Vec::with_capacity(resources.levels.len()),
            defaults: Vec::new(),
            children: RefCell::default(),
        };
        layout.defaults = layout.row(&resources.default);
        for level in &resources.levels {
            let too_many = || TooManyHolders { level: level.name.clone() };
            let units = are_units(&level.blocks, &layout.ranks);
            let blocks = if units { None } else { Some(layout.blocks_of(level).ok_or_else(too_many)?) };
            let Some(blocks) = blocks.filter(|blocks| !are_singles(blocks, layout.ranks.len())) else {
                layout.levels.push(LevelBits::of_singles(level.name.clone(), layout.ranks.len()));
                continue;
            };
            let (place, words) = ((layout.words * bits::WORD, parts.len()), bits::words_for(blocks.len()));
            let level = LevelBits::new(level.name.clone(), place, blocks, layout.ranks.len(), MOST_HOLDERS);
            layout.levels.push(level.ok_or_else(too_many)?);
            layout.words += words;
            parts.push(words);
        }
        layout.parts = Rc::new(Parts::new(parts));
        Ok(layout)
    }

    /// The positions of the blocks of a level, without the empty ones; `None`: they are so many in all that one of them is
    /// in too many blocks, and there is no need to count each. A function of its own.
    #[inline(never)]
    fn blocks_of(&self, level: &Level) -> Option<Lists<Range<usize>>> {
        let mut blocks = Lists::with_capacity(level.blocks.len());
        let mut total = 0;
        for block in level.blocks.iter() {
            blocks.push_unless_empty(|runs| total += self.append_positions(block, runs));
            if total > self.ranks.len() * MOST_HOLDERS {
                return None;
            }
        }
        Some(blocks)
    }

    /// Words of a row.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The parts of a row.
    pub fn parts(&self) -> Rc<Parts> {
        Rc::clone(&self.parts)
    }

    /// The part of a row in which the blocks of a level are.
    pub fn part(&self, level: LevelId) -> usize {
        self.levels[level.0].part
    }

    /// The words of a row in which the blocks of a level are.
    pub fn words_of(&self, level: LevelId) -> Range<usize> {
        let LevelBits { first_bit, blocks, .. } = &self.levels[level.0];
        let first = first_bit / bits::WORD;
        first..first + bits::words_for(blocks.len())
    }

    /// Whether no resource is in two blocks of a level.
    pub fn is_disjoint(&self, level: LevelId) -> bool {
        self.levels[level.0].disjoint
    }

    /// The smallest and the largest number of default resources in one of the blocks of a level that are in a row; zero
    /// and zero if there are none.
    pub fn sizes(&self, level: LevelId, row: &[u64]) -> (u64, u64) {
        let first = self.first_bit(level);
        if first == 0 {
            // Each block is a single resource.
            let (all, default) = (self.common(row, row), self.common(row, &self.defaults));
            return (u64::from(default > 0 && default == all), u64::from(default > 0));
        }
        let blocks = bits::ones(row, first..first + self.blocks(level)).map(|bit| bit - first);
        let size = |block| {
            let runs = self.levels[level.0].blocks.of(block).iter();
            runs.map(|run| bits::count_range(&self.defaults, run.clone(), usize::MAX) as u64).sum::<u64>()
        };
        let sizes = blocks.map(size).map(|size| (size, size));
        sizes.reduce(|(least, most), (size, _)| (least.min(size), most.max(size))).unwrap_or_default()
    }

    /// Number of levels.
    pub fn levels(&self) -> usize {
        self.levels.len()
    }

    /// The level of a name.
    pub fn level(&self, name: &str) -> Option<LevelId> {
        self.levels.iter().position(|level| level.name == name).map(LevelId)
    }

    /// Number of blocks of a level.
    pub fn blocks(&self, level: LevelId) -> usize {
        self.levels[level.0].blocks.len()
    }

    /// The bit of a level's block 0; the others follow.
    pub fn first_bit(&self, level: LevelId) -> usize {
        self.levels[level.0].first_bit
    }

    /// Number of usable resources in a set.
    pub fn size(&self, set: &ProcSet) -> usize {
        self.positions(set).iter().map(ExactSizeIterator::len).sum()
    }

    /// The row of a set: its usable resources, and the blocks that lie wholly in it.
    pub fn row(&self, set: &ProcSet) -> Vec<u64> {
        let mut row = vec![0; self.words];
        for run in self.positions(set) {
            bits::set_range(&mut row, run);
        }
        self.complete(&mut row);
        row
    }

    /// Sets the bits of the blocks whose resources are all there, after resources were added to a row.
    pub fn complete(&self, row: &mut [u64]) {
        for level in self.levels.iter().filter(|level| level.first_bit > 0) {
            for block in 0..level.blocks.len() {
                let runs = level.blocks.of(block);
                if runs.iter().all(|run| bits::all(row, run.clone())) {
                    bits::set(row, level.first_bit + block);
                }
            }
        }
    }

    /// The words of a row that say which resources are in it: bit p stands for the p-th usable resource.
    pub fn positions_of<'a>(&self, row: &'a [u64]) -> &'a [u64] {
        &row[..self.resource_words()]
    }

    /// The words of a row that hold its resources; what is left of the last one is empty.
    pub fn resource_words(&self) -> usize {
        bits::words_for(self.ranks.len())
    }

    /// The blocks of `lower` in each block of `upper`.
    pub fn children(&self, upper: LevelId, lower: LevelId) -> Rc<Children> {
        let mut known = self.children.borrow_mut();
        if let Some((_, children)) = known.iter().find(|(levels, _)| *levels == (upper, lower)) {
            return Rc::clone(children);
        }
        let children = Rc::new(Children::find(&self.levels[upper.0], &self.levels[lower.0]));
        known.push(((upper, lower), Rc::clone(&children)));
        children
    }

    /// The positions of a set, as ascending runs that do not touch; what is not usable is dropped.
    fn positions(&self, set: &ProcSet) -> Vec<Range<usize>> {
        let mut runs = Vec::with_capacity(set.intervals().len());
        self.append_positions(set.intervals(), &mut runs);
        runs
    }

    /// Appends them; gives how many positions they are. A function of its own.
    #[inline(never)]
    fn append_positions(&self, intervals: &[Interval], runs: &mut Vec<Range<usize>>) -> usize {
        let (before, mut count) = (runs.len(), 0);
        for Interval { first, last } in intervals {
            let (start, end) = (self.below(u64::from(*first)), self.below(u64::from(*last) + 1));
            count += end - start;
            match runs[before..].last_mut() {
                _ if start == end => {}
                Some(run) if run.end == start => run.end = end,
                _ => runs.push(start..end),
            }
        }
        count
    }

    /// How many usable ranks are below a rank.
    fn below(&self, rank: u64) -> usize {
        let (Some(first), Some(last)) = (self.ranks.first(), self.ranks.last()) else { return 0 };
        if (last - first) as usize == self.ranks.len() - 1 {
            // Without holes there is nothing to search.
            return (rank.saturating_sub(u64::from(*first)) as usize).min(self.ranks.len());
        }
        self.ranks.partition_point(|usable| u64::from(*usable) < rank)
    }
}

#[cfg(test)]
mod tests;
