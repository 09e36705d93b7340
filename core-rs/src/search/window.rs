//! The windows of a slot set in which a request is found, in time order (R7.5 to R7.7).

use super::stretch::{Stretch, Workspace};
use super::{Plan, Spot};
use crate::model::{HORIZON, Seconds};
use crate::timeline::{Claim, Layout, Timeline};

/// A window in which the request was found.
#[derive(Debug)]
pub struct Window {
    /// First second.
    pub begin: Seconds,
    /// What the request takes.
    pub claim: Claim,
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
/// Three things let it pass over starts without trying them, each because a window that contains a part where the
/// request does not fit does not have it either:
///
/// - **Count skip.** A slot with fewer free blocks of a last level than the request needs is in no window. Each
///   slot is looked at once.
/// - **Suffix jump.** For each candidate start the rows of the window are AND-ed from its right end to the left. A
///   part of the window that ends where the window ends is a *suffix*. A suffix in which the groups do not
///   even fit one by one defeats every start at or before its first slot. So the search goes on behind the shortest
///   suffix that fails, which is looked for at power-of-two lengths and then by halving; or, if the request is for blocks
///   within one block, in one such block after the other.
/// - **Block resume.** Of a request that takes one block of its first level it may be known that in the windows that
///   begin at an instant the blocks before some block fail. Then only the others are tried, for that start.
pub struct Windows<'a> {
    timeline: &'a Timeline,
    plan: &'a Plan,
    bounds: Bounds,
    stretch: Stretch<'a>,
    /// The slot whose begin is the next candidate start.
    next: usize,
    /// The last slot of the last window tried; it never moves back.
    right: usize,
    /// The slots before it, from `next` on, are not too poor.
    counted: usize,
    /// The first block of the first level to be tried, for the next candidate start only.
    block: usize,
    first_fit: Option<Spot>,
    /// Nothing is blocked before this instant, from the next candidate start on.
    unblocked: Seconds,
}

/// Tells of a stretch of time, from one second to another, whether a second of it must not be in any window: gives the
/// last such second.
pub type Blocked<'a> = dyn FnMut(Seconds, Seconds) -> Option<Seconds> + 'a;

impl<'a> Windows<'a> {
    /// The windows of a request within these bounds.
    ///
    /// `spot`: it is known not to fit before.
    pub fn new(
        layout: &'a Layout,
        timeline: &'a Timeline,
        plan: &'a Plan,
        bounds: Bounds,
        spot: Option<Spot>,
        work: &'a mut Workspace,
    ) -> Self {
        debug_assert!(bounds.length >= 1, "a window has at least one second");
        // What is known of blocks is known of the windows that begin at that instant, and of no later one.
        let Spot { instant, block } = spot.filter(|spot| spot.instant >= bounds.earliest).unwrap_or_default();
        let next = timeline.first_from(bounds.earliest.max(instant));
        debug_assert!(
            block == 0 || next < timeline.len() && timeline.begin(next) == instant,
            "a spot with a block is the begin of a slot, and slots are never merged"
        );
        Self {
            timeline,
            plan,
            bounds,
            stretch: Stretch::new(layout, timeline, plan, work),
            next,
            right: next,
            counted: next,
            block,
            first_fit: None,
            unblocked: bounds.earliest,
        }
    }

    /// Passes over the windows that begin at `instant` or before.
    pub fn pass(&mut self, instant: Seconds) {
        let next = self.timeline.first_from(instant.saturating_add(1));
        if next > self.next {
            (self.next, self.block) = (next, 0);
        }
    }

    /// Of the windows looked at so far, where the groups fitted one by one for the first time: before that the
    /// request does not fit, and would not either if less were free.
    pub fn first_fit(&self) -> Option<Spot> {
        self.first_fit
    }

    /// The next window that holds no blocked second; it is the same function from the first call on.
    pub fn next_unblocked(&mut self, blocked: &mut Blocked<'_>) -> Option<Window> {
        self.next_window(Some(blocked))
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
        self.right = self.timeline.last_until(self.right.max(left), end);
        Some(self.right)
    }

    /// Passes over the starts whose own slot is too poor.
    fn pass_poor(&mut self) {
        let Some(group) = self.plan.only_group().filter(|_| self.counted <= self.next) else { return };
        let rich = self.timeline.first_rich(self.next, group.part(), group.needs());
        if rich > self.next {
            (self.next, self.block) = (rich, 0);
        }
        self.counted = rich + 1;
    }

    /// The last slot of the window that is too poor for a group, if there is one. A function of its own.
    #[inline(never)]
    fn too_poor(&mut self, left: usize, right: usize) -> Option<usize> {
        let from = self.counted.max(left);
        self.counted = self.counted.max(right + 1);
        let groups = self.plan.groups().iter();
        groups.filter_map(|group| self.timeline.last_poor(from..right + 1, group.part(), group.needs())).max()
    }

    /// The last second known to be blocked in the window that begins with slot `left`. A function of its own.
    #[inline(never)]
    fn blocked_in(&mut self, left: usize, blocked: &mut Blocked<'_>) -> Option<Seconds> {
        let begin = self.timeline.begin(left);
        let (from, end) = (begin.max(self.unblocked), begin + self.bounds.length - 1);
        if from <= end
            && let Some(last) = blocked(from, end)
        {
            return Some(last);
        }
        self.unblocked = self.unblocked.max(end + 1);
        None
    }

    /// The next window in which the groups fit one by one, with its AND in the row.
    fn next_fit(&mut self, blocked: &mut Option<&mut Blocked<'_>>) -> Option<Seconds> {
        loop {
            self.pass_poor();
            let left = self.next;
            let right = self.right_of(left)?;
            if let Some(poor) = self.too_poor(left, right) {
                (self.next, self.block) = (poor + 1, 0);
                continue;
            }
            if let Some(blocked) = blocked
                && let Some(last) = self.blocked_in(left, blocked)
            {
                self.pass(last);
                continue;
            }
            let block = std::mem::take(&mut self.block);
            self.next = left + 1;
            if block > 0 {
                if self.stretch.fits_in_block(left, right, block) {
                    return Some(self.timeline.begin(left));
                }
            } else if let Some(failing) = self.stretch.failing_suffix(left, right) {
                self.next = failing + 1;
            } else {
                return Some(self.timeline.begin(left));
            }
        }
    }

    /// A function of its own.
    #[inline(never)]
    fn next_window(&mut self, mut blocked: Option<&mut Blocked<'_>>) -> Option<Window> {
        loop {
            let begin = self.next_fit(&mut blocked)?;
            self.first_fit = self.first_fit.or(Some(Spot { instant: begin, block: self.stretch.hit() }));
            if let Some(claim) = self.stretch.claim() {
                return Some(Window { begin, claim });
            }
        }
    }
}

impl Iterator for Windows<'_> {
    type Item = Window;

    fn next(&mut self) -> Option<Window> {
        self.next_window(None)
    }
}
