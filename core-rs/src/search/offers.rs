//! Every window of a slot set in which anything is free, and what is free in it (R7.5, R7.6).

use super::Bounds;
use crate::model::{HORIZON, Seconds};
use crate::timeline::{Timeline, bits};

/// Gives the first second of each window and the row of what is free all through it, window after window; only
/// windows in which nothing is free are passed over. It is for those of whom nothing is known beforehand.
///
/// A window begins and ends later than the one before it. So the slots that it touches are a queue, in two halves:
/// of the first, what is free from each slot to the middle is known; of the second, what is free in all of it. A
/// window costs two looks at a row, on the average, however many slots it touches.
pub struct Offers<'a> {
    timeline: &'a Timeline,
    bounds: Bounds,
    /// The slot at which the next window begins.
    next: usize,
    /// For the slots before `middle`, the last one first: what is free from that slot to the middle.
    first_half: Vec<Vec<u64>>,
    middle: usize,
    /// What is free all through the slots from `middle` to before `last`.
    second_half: Vec<u64>,
    last: usize,
}

impl<'a> Offers<'a> {
    /// The windows within these bounds.
    pub fn new(timeline: &'a Timeline, bounds: Bounds) -> Self {
        let next = timeline.first_from(bounds.earliest);
        let (first_half, second_half) = (Vec::new(), Vec::new());
        Self { timeline, bounds, next, first_half, middle: next, second_half, last: next }
    }

    /// What is free from the next slot to `end`.
    fn free(&mut self, end: Seconds) -> Vec<u64> {
        while self.last < self.timeline.len() && self.timeline.begin(self.last) <= end {
            let row = self.timeline.row(self.last);
            if self.last == self.middle {
                self.second_half = row.to_vec();
            } else {
                bits::and(&mut self.second_half, row);
            }
            self.last += 1;
        }
        if self.next == self.middle {
            self.turn_over();
        }
        // A slot before the middle has its row there until a window begins after it.
        let mut free = self.first_half.pop().unwrap_or_default();
        if self.middle < self.last {
            bits::and(&mut free, &self.second_half);
        }
        free
    }

    /// The second half becomes the first one.
    fn turn_over(&mut self) {
        for slot in (self.middle..self.last).rev() {
            let mut row = self.timeline.row(slot).to_vec();
            if let Some(later) = self.first_half.last() {
                bits::and(&mut row, later);
            }
            self.first_half.push(row);
        }
        self.middle = self.last;
    }
}

impl Iterator for Offers<'_> {
    type Item = (Seconds, Vec<u64>);

    fn next(&mut self) -> Option<Self::Item> {
        while self.next < self.timeline.len() {
            let begin = self.timeline.begin(self.next);
            let end = begin.checked_add(self.bounds.length - 1).filter(|end| *end <= HORIZON)?;
            if begin > self.bounds.latest {
                return None;
            }
            let free = self.free(end);
            self.next += 1;
            if free.iter().any(|word| *word != 0) {
                return Some((begin, free));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ResourceSet;
    use crate::procset::ProcSet;
    use crate::timeline::Layout;

    /// Each window by itself is what [`Timeline::free`] gives.
    #[test]
    fn every_window_that_offers_anything_is_there() {
        let usable = ProcSet::parse("0-99").unwrap();
        let site = ResourceSet { default: usable.clone(), usable, levels: Vec::new(), withdrawals: Vec::new() };
        let layout = Layout::new(&site).unwrap();
        let mut timeline = Timeline::new(&layout, 0, &layout.row(&site.usable));
        let mut number: u32 = 1;
        let mut dice = |below: u32| {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (number >> 8) % below
        };
        for _ in 0..60 {
            let (begin, first) = (Seconds::from(dice(500)), dice(100));
            let taken = ProcSet::parse(&format!("{first}-{}", first + dice(40))).unwrap();
            timeline.take(begin, begin + Seconds::from(dice(20)), &layout.claim(&taken));
        }
        for (length, earliest, latest) in
            [(1, 0, HORIZON), (7, 33, 400), (40, 0, 300), (200, 90, HORIZON), (HORIZON - 300, 0, HORIZON)]
        {
            let bounds = Bounds { length, earliest, latest };
            let begins = (0..timeline.len()).map(|slot| timeline.begin(slot));
            let within = begins.filter(|begin| (earliest..=latest).contains(begin) && begin + length - 1 <= HORIZON);
            let expected: Vec<_> = within
                .map(|begin| (begin, timeline.free(begin, begin + length - 1)))
                .filter(|(_, free)| bits::count(free) > 0)
                .collect();
            assert!(!expected.is_empty());
            assert_eq!(Offers::new(&timeline, bounds).collect::<Vec<_>>(), expected, "length {length}");
        }
    }
}
