//! A group of a request compiled for a layout.

use super::filters::Filter;
use crate::hierarchy::Walk;
use crate::model::Count;
use crate::timeline::{Children, Layout, LevelId, bits};
use std::ops::Range;
use std::rc::Rc;

/// A group: its filter, and one step for each level.
#[derive(Debug)]
pub struct GroupPlan {
    number: usize,
    filter: Rc<Filter>,
    steps: Vec<Step>,
    top: Range<usize>,
    needs: u64,
    least: u64,
    constant: bool,
    part: usize,
}

/// A group that takes blocks of its last level within one block of its first.
pub(super) struct Within<'a> {
    /// The blocks of the last level in each of those of the first.
    pub children: &'a Children,
    /// The word of a row in which the bits of the last level begin.
    pub first_word: usize,
    /// What the group may use, as a row.
    pub filter: &'a [u64],
    /// A block of the first level with fewer free blocks of the last one does not do.
    pub needs: u64,
}

/// A level of a group.
#[derive(Debug)]
pub struct Step {
    /// Which level.
    pub level: LevelId,
    /// The bit of its block 0.
    pub first_bit: usize,
    /// How many of its blocks are wanted.
    pub count: Count,
    /// The blocks of the next level in each of its blocks; `None`: this is the last level.
    pub children: Option<Rc<Children>>,
    /// Whether a block of this level may be walked in more than one block of the level above.
    pub shared: bool,
    /// For ALL: the blocks that would succeed if all usable resources of the filter were free (R8.5);
    /// empty for other counts.
    pub potential: Vec<u64>,
}

impl GroupPlan {
    /// A function of its own.
    #[inline(never)]
    pub(super) fn new(
        number: usize,
        filter: Rc<Filter>,
        levels: &[LevelId],
        counts: &[Count],
        layout: &Layout,
    ) -> Self {
        let mut steps: Vec<Step> = Vec::with_capacity(levels.len());
        // From the last level upwards: what ALL asks of a level depends on the levels below it.
        for (at, (level, count)) in levels.iter().zip(counts).enumerate().rev() {
            let children = levels.get(at + 1).map(|lower| layout.children(*level, *lower));
            let first_bit = layout.first_bit(*level);
            steps.insert(
                0,
                Step { level: *level, first_bit, count: *count, children, shared: false, potential: Vec::new() },
            );
            let shared = steps[0].children.as_ref().is_some_and(|children| children.are_shared());
            if let Some(below) = steps.get_mut(1) {
                below.shared = shared;
            }
            if *count == Count::All {
                steps[0].potential = potential(&steps, layout.blocks(*level), &filter.row);
            }
        }
        let (leaf, shared) = (levels[levels.len() - 1], steps.iter().any(|step| step.shared));
        let (smallest, largest) = filter.sizes(layout, leaf);
        let takes = least_blocks(&steps, Count::takes);
        Self {
            number,
            needs: least_blocks(&steps, Count::needs),
            least: if layout.is_disjoint(leaf) { takes.saturating_mul(smallest) } else { smallest },
            constant: !shared
                && smallest == largest
                && layout.is_disjoint(leaf)
                && steps.iter().all(|step| matches!(step.count, Count::First(_))),
            part: layout.part(leaf),
            top: 0..layout.blocks(levels[0]),
            filter,
            steps,
        }
    }

    /// Which of the request's groups it is, in listed order.
    pub fn number(&self) -> usize {
        self.number
    }

    /// What the group may use, as a row.
    pub fn filter(&self) -> &[u64] {
        &self.filter.row
    }

    /// The number of its filter: groups with one number have one filter.
    pub(super) fn filter_number(&self) -> u64 {
        self.filter.number
    }

    /// The levels, parent first.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The last level.
    pub fn leaf(&self) -> &Step {
        &self.steps[self.steps.len() - 1]
    }

    /// Whether a level of it needs more blocks than it takes (R8.4).
    pub fn takes_half(&self) -> bool {
        self.steps.iter().any(|step| step.count == Count::HalfBest)
    }

    /// How it is searched, if it takes blocks of its last level within one block of the level above, which is its first:
    /// so do most requests.
    pub(super) fn within_one(&self) -> Option<Within<'_>> {
        match &self.steps[..] {
            [Step { count: Count::First(1), children: Some(children), .. }, leaf] if leaf.count != Count::All => {
                let (first_word, needs) = (leaf.first_bit / bits::WORD, leaf.count.needs());
                Some(Within { children, first_word, filter: self.filter(), needs })
            }
            _ => None,
        }
    }

    /// How many blocks the first level has.
    pub fn top_blocks(&self) -> usize {
        self.top.end
    }

    /// The blocks of the first level: one run of them all, in a list like those of the others.
    pub fn top(&self) -> &[Range<usize>] {
        std::slice::from_ref(&self.top)
    }

    /// Whether it takes one block of its first level: the first that succeeds.
    pub fn takes_one(&self) -> bool {
        self.steps[0].count == Count::First(1)
    }

    /// A row with fewer free blocks of the last level than this does not have it. A product of counts: it takes
    /// disjoint blocks, and where blocks of a level overlap one of them has to do.
    pub fn needs(&self) -> u64 {
        self.needs
    }

    /// The part of a row in which the blocks of the last level are.
    pub fn part(&self) -> usize {
        self.part
    }

    /// Wherever it is found, it takes at least so many default resources.
    pub fn least(&self) -> u64 {
        self.least
    }

    /// Whether it takes just as many wherever it is found: the same number of blocks, which are disjoint and alike.
    pub fn is_constant(&self) -> bool {
        self.constant
    }
}

/// At least so many different blocks of the last level, if each level counts at least so many in each block above.
fn least_blocks(steps: &[Step], of_count: impl Fn(Count) -> u64) -> u64 {
    steps.iter().rev().fold(1_u64, |below, step| {
        // What lies in several of these blocks may be the same.
        let shared = step.children.as_ref().is_some_and(|children| children.are_shared());
        if shared { below } else { below.saturating_mul(of_count(step.count)) }
    })
}

fn potential(steps: &[Step], blocks: usize, filter: &[u64]) -> Vec<u64> {
    let mut potential = vec![0; bits::words_for(blocks)];
    let mut walk = Walk::new(steps, filter);
    for block in 0..blocks {
        if walk.block_succeeds(0, block) {
            bits::set(&mut potential, block);
        }
    }
    potential
}
