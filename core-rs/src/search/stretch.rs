//! Whether a request fits in a stretch of slots: their rows AND-ed, as far as they matter.

use super::Plan;
use super::group::{GroupPlan, Within};
use crate::hierarchy::{self, Scratch, Walk};
use crate::timeline::{Claim, Layout, Timeline, bits};
use std::ops::Range;

/// Memory that searches reuse.
#[derive(Debug, Default)]
pub struct Workspace {
    row: Vec<u64>,
    trial: Vec<u64>,
    scratch: Scratch,
}

/// A stretch of slots that is made longer to the left, as long as the request fits in it.
///
/// Of the rows only the words are AND-ed in which the last levels are ([`Plan::words`]).
pub struct Stretch<'a> {
    layout: &'a Layout,
    timeline: &'a Timeline,
    plan: &'a Plan,
    /// Of a plan that takes one block of its first level, the first one that does in the row of the last success; 0 for
    /// others. With more slots AND-ed to it, the row has none before it.
    hit: usize,
    work: &'a mut Workspace,
}

impl<'a> Stretch<'a> {
    /// No slots yet.
    pub fn new(layout: &'a Layout, timeline: &'a Timeline, plan: &'a Plan, work: &'a mut Workspace) -> Self {
        Self { layout, timeline, plan, hit: 0, work }
    }

    /// See the field.
    pub fn hit(&self) -> usize {
        self.hit
    }

    /// What the request takes in the stretch in which it was last found to fit, one group by one; `None`: it fits only
    /// one by one.
    pub fn claim(&mut self) -> Option<Claim> {
        let Workspace { row, scratch, .. } = &mut *self.work;
        match self.plan.only_group() {
            Some(group) => Some(hierarchy::take(self.layout, group, row, self.hit, scratch)),
            None => hierarchy::find(self.layout, self.plan, row, scratch),
        }
    }

    /// ANDs the slots [left, right] into the row. Gives the first slot of the shortest suffix in which
    /// the groups do not fit one by one, if there is one.
    pub fn failing_suffix(&mut self, left: usize, right: usize) -> Option<usize> {
        self.hit = 0;
        if let Some(within) = self.plan.only_group().and_then(GroupPlan::within_one) {
            return self.failing_in_each(&within, left, right);
        }
        self.start_from(right);
        if !self.fits_row() {
            return Some(right);
        }
        // The row is the AND of [fitting, right], in which the groups fit.
        let mut fitting = right;
        while fitting > left {
            let length = right - fitting + 1;
            let further = fitting.saturating_sub(length).max(left);
            if !self.fits_from(further, fitting) {
                return Some(self.halve(further, fitting));
            }
            fitting = further;
        }
        None
    }

    /// The last slot from which a suffix fails, between `failing`, from which it does, and `fitting`,
    /// from which it does not, with the row the AND from `fitting` on.
    fn halve(&mut self, mut failing: usize, mut fitting: usize) -> usize {
        while failing + 1 < fitting {
            let middle = failing + (fitting - failing) / 2;
            if self.fits_from(middle, fitting) {
                fitting = middle;
            } else {
                failing = middle;
            }
        }
        failing
    }

    /// The same of a group that takes blocks of its last level within one block of its first, from number [`hit`](Self::hit)
    /// on. A suffix fails if it fails in each of these, so they are tried one after the other, each with its own few words
    /// of the rows: mostly one of the first does. In the row are afterwards the words of the one that does.
    fn failing_in_each(&mut self, within: &Within<'_>, left: usize, right: usize) -> Option<usize> {
        self.work.row.resize(self.layout.words(), 0);
        let (last, filter) = (&self.timeline.row(right)[within.first_word..], &within.filter[within.first_word..]);
        // The shortest suffix is the last slot. Without any block nothing fits anywhere.
        let mut failing = right;
        for block in self.hit..within.children.len() {
            let runs = within.children.of(block);
            let found: usize = runs.iter().map(|run| bits::count_common_range(last, filter, run.clone())).sum();
            if (found as u64) < within.needs {
                continue;
            }
            let Some(slot) = self.failing_before(within, runs, left, right) else {
                self.hit = block;
                return None;
            };
            failing = failing.min(slot);
        }
        Some(failing)
    }

    /// The first slot of the shortest suffix that fails in a block of the first level, if there is one, given the blocks of
    /// the last level in it, and that it does not fail in the last slot. Each slot is looked at by itself, so that this is
    /// the first one from the right. A function of its own.
    #[inline(never)]
    fn failing_before(
        &mut self,
        within: &Within<'_>,
        runs: &[Range<usize>],
        left: usize,
        right: usize,
    ) -> Option<usize> {
        let (first, last) = (runs.first()?.start / bits::WORD, bits::words_for(runs.last()?.end));
        let words = within.first_word + first..within.first_word + last;
        let free = &mut self.work.row[words.clone()];
        free.copy_from_slice(&self.timeline.row(right)[words.clone()]);
        bits::and(free, &within.filter[words.clone()]);
        bits::clear_between(free, runs, first * bits::WORD);
        (left..right).rev().find(|slot| bits::and_count(free, &self.timeline.row(*slot)[words.clone()]) < within.needs)
    }

    /// The row of a slot, within the filter if there is but one.
    fn start_from(&mut self, slot: usize) {
        let Workspace { row, trial, .. } = &mut *self.work;
        for buffer in [&mut *row, trial] {
            buffer.resize(self.layout.words(), 0);
        }
        let words = self.plan.words();
        row[words.clone()].copy_from_slice(&self.timeline.row(slot)[words.clone()]);
        if let Some(group) = self.plan.only_group() {
            bits::and(&mut row[words.clone()], &group.filter()[words]);
        }
    }

    /// Whether the groups fit one by one in the suffix from slot `from` on, given that the row is the
    /// one from slot `known` on. If they do the row is from now on that suffix, otherwise it stays.
    fn fits_from(&mut self, from: usize, known: usize) -> bool {
        let Workspace { row, trial, .. } = &mut *self.work;
        let words = self.plan.words();
        trial[words.clone()].copy_from_slice(&row[words.clone()]);
        std::mem::swap(row, trial);
        self.and_slots(from..known);
        let fits = self.fits_row();
        if !fits {
            std::mem::swap(&mut self.work.row, &mut self.work.trial);
        }
        fits
    }

    /// ANDs slots to the row.
    fn and_slots(&mut self, slots: Range<usize>) {
        let words = self.plan.words();
        self.timeline.keep_free(slots, words.clone(), &mut self.work.row[words]);
    }

    /// Whether the groups fit one by one in the row; blocks before the last hit are known to fail.
    #[inline(never)]
    fn fits_row(&mut self) -> bool {
        let Workspace { row, scratch, .. } = &mut *self.work;
        let Some(group) = self.plan.only_group().filter(|group| group.takes_one()) else {
            return hierarchy::each_group_fits(self.plan, row, scratch);
        };
        let hit = Walk::new(group.steps(), row).first(group.top(), self.hit);
        self.hit = hit.unwrap_or(self.hit);
        hit.is_some()
    }

    /// Whether the request fits in the window [left, right] in a block from number `block` on; leaves its AND in the row.
    pub fn fits_in_block(&mut self, left: usize, right: usize, block: usize) -> bool {
        self.hit = block;
        if let Some(within) = self.plan.only_group().and_then(GroupPlan::within_one) {
            return self.failing_in_each(&within, left, right).is_none();
        }
        self.start_from(right);
        self.and_slots(left..right);
        self.fits_row()
    }
}
