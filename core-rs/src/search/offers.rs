//! Every window of a slot set, and what is free in it (R7.5, R7.6).

use super::Bounds;
use crate::model::{HORIZON, Seconds};
use crate::timeline::Timeline;

/// Gives the first second of each window and the row of what is free all through it, window after window.
/// Nothing is passed over: it is for those of whom nothing is known beforehand.
pub struct Offers<'a> {
    timeline: &'a Timeline,
    bounds: Bounds,
    next: usize,
}

impl<'a> Offers<'a> {
    /// The windows within these bounds.
    pub fn new(timeline: &'a Timeline, bounds: Bounds) -> Self {
        Self { timeline, bounds, next: timeline.first_from(bounds.earliest) }
    }
}

impl Iterator for Offers<'_> {
    type Item = (Seconds, Vec<u64>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.timeline.len() {
            return None;
        }
        let begin = self.timeline.begin(self.next);
        let end = begin.checked_add(self.bounds.length - 1).filter(|end| *end <= HORIZON)?;
        if begin > self.bounds.latest {
            return None;
        }
        self.next += 1;
        Some((begin, self.timeline.free(begin, end)))
    }
}
