//! The windows of a slot set in which a request is found, in time order (R7.5 to R7.7).

use super::Plan;
use crate::hierarchy::{self, Scratch};
use crate::model::{HORIZON, Seconds};
use crate::timeline::{Layout, Timeline, bits};

/// A window in which the request was found.
#[derive(Debug)]
pub struct Window {
    /// First second.
    pub begin: Seconds,
    /// What the request takes, as a claim of the layout.
    pub claim: Vec<u64>,
}

/// How long the windows are, and between which instants they begin.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Walltime and pad; at least 1.
    pub length: Seconds,
    /// No window begins before this instant.
    pub earliest: Seconds,
    /// No window begins after this instant.
    pub latest: Seconds,
}

/// Gives the windows one after the other; reads the slots and changes nothing.
///
/// For each candidate start the rows of the window are AND-ed from its right end to the left. A part
/// of the window that ends where the window ends is a *suffix*. A suffix in which the groups do not
/// even fit one by one defeats every start at or before its first slot: the windows of these starts
/// contain it whole. So the search goes on behind the shortest suffix that fails, which is looked for
/// at power-of-two lengths and then by halving.
pub struct Windows<'a> {
    layout: &'a Layout,
    timeline: &'a Timeline,
    plan: &'a Plan,
    bounds: Bounds,
    /// The slot whose begin is the next candidate start.
    next: usize,
    /// The last slot of the last window tried; it never moves back.
    right: usize,
    row: Vec<u64>,
    trial: Vec<u64>,
    scratch: Scratch,
}

impl<'a> Windows<'a> {
    /// The windows of a request within these bounds.
    pub fn new(layout: &'a Layout, timeline: &'a Timeline, plan: &'a Plan, bounds: Bounds) -> Self {
        debug_assert!(bounds.length >= 1, "a window has at least one second");
        let next = timeline.first_from(bounds.earliest);
        Self {
            layout,
            timeline,
            plan,
            bounds,
            next,
            right: next,
            row: Vec::new(),
            trial: Vec::new(),
            scratch: Scratch::default(),
        }
    }

    /// The last slot of the window that begins with slot `left`; `None` when it would not end within
    /// the horizon, or begins too late.
    fn right_of(&mut self, left: usize) -> Option<usize> {
        if left >= self.timeline.len() || self.timeline.begin(left) > self.bounds.latest {
            return None;
        }
        let end = self.timeline.begin(left).checked_add(self.bounds.length - 1)?;
        if end > HORIZON {
            return None;
        }
        self.right = self.right.max(left);
        while self.timeline.end(self.right) < end {
            self.right += 1;
        }
        Some(self.right)
    }

    /// ANDs the slots [left, right] into `row`. Gives the first slot of the shortest suffix in which
    /// the groups do not fit one by one, if there is one.
    fn failing_suffix(&mut self, left: usize, right: usize) -> Option<usize> {
        self.row.clear();
        self.row.extend_from_slice(self.timeline.row(right));
        if !self.fits_row() {
            return Some(right);
        }
        // `row` is the AND of [fitting, right], in which the groups fit.
        let mut fitting = right;
        while fitting > left {
            let length = right - fitting + 1;
            let further = fitting.saturating_sub(length).max(left);
            if !self.fits_from(further, fitting) {
                return Some(self.halve(further, fitting));
            }
            std::mem::swap(&mut self.row, &mut self.trial);
            fitting = further;
        }
        None
    }

    /// The last slot from which a suffix fails, between `failing`, from which it does, and `fitting`,
    /// from which it does not, with `row` the AND from `fitting` on.
    fn halve(&mut self, mut failing: usize, mut fitting: usize) -> usize {
        while failing + 1 < fitting {
            let middle = failing + (fitting - failing) / 2;
            if self.fits_from(middle, fitting) {
                std::mem::swap(&mut self.row, &mut self.trial);
                fitting = middle;
            } else {
                failing = middle;
            }
        }
        failing
    }

    /// Whether the groups fit one by one in the suffix from slot `from` on, given that `row` is the
    /// one from slot `known` on. Leaves the AND in `trial`.
    fn fits_from(&mut self, from: usize, known: usize) -> bool {
        self.trial.clear();
        self.trial.extend_from_slice(&self.row);
        for slot in from..known {
            bits::and(&mut self.trial, self.timeline.row(slot));
        }
        hierarchy::each_group_fits(self.plan, &self.trial, &mut self.scratch)
    }

    fn fits_row(&mut self) -> bool {
        hierarchy::each_group_fits(self.plan, &self.row, &mut self.scratch)
    }
}

impl Iterator for Windows<'_> {
    type Item = Window;

    fn next(&mut self) -> Option<Window> {
        loop {
            let left = self.next;
            let right = self.right_of(left)?;
            if let Some(failing) = self.failing_suffix(left, right) {
                self.next = failing + 1;
                continue;
            }
            self.next = left + 1;
            if let Some(claim) = hierarchy::find(self.layout, self.plan, &self.row, &mut self.scratch) {
                return Some(Window { begin: self.timeline.begin(left), claim });
            }
            debug_assert!(!self.plan.is_monotone(), "one group fits where it fits alone");
        }
    }
}
