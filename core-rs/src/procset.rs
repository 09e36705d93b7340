//! Sets of resource ranks as ascending closed intervals (R1.4), and their text form.

use crate::order::ascending;
use std::{fmt, slice};

/// A closed interval of ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First rank.
    pub first: u32,
    /// Last rank, not below `first`.
    pub last: u32,
}

/// A finite set of ranks: intervals in ascending order that neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ProcSet {
    intervals: Intervals,
}

/// One interval, which most sets are, needs no memory of its own. The variants tell how many there are, so that equal
/// sets are the same variant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
enum Intervals {
    #[default]
    None,
    One(Interval),
    /// Two or more.
    Many(Vec<Interval>),
}

/// Whether intervals are as those of a set must be: ascending, and none of them overlaps or touches another.
pub fn are_canonical(intervals: &[Interval]) -> bool {
    intervals.iter().all(|interval| interval.first <= interval.last)
        && intervals.windows(2).all(|pair| pair[0].last.saturating_add(1) < pair[1].first)
}

/// A text that is no set of ranks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The item that is neither a rank nor an ascending range.
    pub item: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?} is neither a rank nor an ascending range", self.item)
    }
}

impl std::error::Error for ParseError {}

impl ProcSet {
    /// The empty set.
    pub const fn new() -> Self {
        Self { intervals: Intervals::None }
    }

    /// A set of intervals in any order; what overlaps or touches is merged. Intervals that end
    /// before they begin hold nothing.
    pub fn from_intervals(intervals: impl IntoIterator<Item = Interval>) -> Self {
        let intervals: Vec<Interval> =
            intervals.into_iter().filter(|interval| interval.first <= interval.last).collect();
        let order = ascending(intervals.iter().map(|interval| u64::from(interval.first)));
        Self::from_ascending_intervals(order.into_iter().map(|place| intervals[place]))
    }

    /// A set of ranks in ascending order, as rows of bits give them.
    pub fn from_ascending(ranks: impl IntoIterator<Item = u32>) -> Self {
        Self::from_ascending_intervals(ranks.into_iter().map(|rank| Interval { first: rank, last: rank }))
    }

    /// A set of intervals by ascending begin; what overlaps or touches is merged.
    pub fn from_ascending_intervals(intervals: impl IntoIterator<Item = Interval>) -> Self {
        let mut set = Self::new();
        set.extend(intervals);
        set
    }

    /// A set of ascending intervals, given by first and last rank of each in turns.
    pub fn from_bounds(bounds: &[u32]) -> Self {
        let pairs = bounds.chunks_exact(2);
        Self::from_ascending_intervals(pairs.map(|pair| Interval { first: pair[0], last: pair[1] }))
    }

    /// Adds intervals by ascending begin, none of which begins before the last one of the set; what overlaps or touches
    /// is merged.
    pub fn extend(&mut self, intervals: impl IntoIterator<Item = Interval>) {
        for interval in intervals {
            self.push(interval);
        }
    }

    /// A set of intervals that are as those of a set must be, see [`are_canonical`]; `None`: they are not.
    pub fn from_canonical(intervals: impl IntoIterator<Item = Interval>) -> Option<Self> {
        let mut set = Self::new();
        for interval in intervals {
            set.append(interval);
        }
        are_canonical(set.intervals()).then_some(set)
    }

    /// Reads `"0-3 7 9-10"`: ranks and closed ranges separated by spaces, in any order.
    ///
    /// # Errors
    /// [`ParseError`] with the first item that is neither.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut intervals = Vec::new();
        for item in text.split(' ').filter(|item| !item.is_empty()) {
            let (first, last) = item.split_once('-').unwrap_or((item, item));
            match (first.parse(), last.parse()) {
                (Ok(first), Ok(last)) if first <= last => intervals.push(Interval { first, last }),
                _ => {
                    return Err(ParseError { item: item.to_owned() });
                }
            }
        }
        Ok(Self::from_intervals(intervals))
    }

    /// The intervals, ascending.
    pub fn intervals(&self) -> &[Interval] {
        match &self.intervals {
            Intervals::None => &[],
            Intervals::One(interval) => slice::from_ref(interval),
            Intervals::Many(intervals) => intervals,
        }
    }

    /// Appends first and last rank of each interval, in turns.
    pub fn append_bounds(&self, bounds: &mut Vec<u32>) {
        for interval in self.intervals() {
            bounds.extend([interval.first, interval.last]);
        }
    }

    /// Number of ranks.
    pub fn len(&self) -> usize {
        self.intervals().iter().map(|interval| (interval.last - interval.first) as usize + 1).sum()
    }

    /// Whether there is no rank in it.
    pub fn is_empty(&self) -> bool {
        matches!(self.intervals, Intervals::None)
    }

    /// The ranks, ascending.
    pub fn ranks(&self) -> impl Iterator<Item = u32> + '_ {
        self.intervals().iter().flat_map(|interval| interval.first..=interval.last)
    }

    /// Appends an interval that begins at or after the begin of the last one, merging where they
    /// meet.
    fn push(&mut self, interval: Interval) {
        match self.last_mut() {
            Some(last) if interval.first <= last.last.saturating_add(1) => {
                last.last = last.last.max(interval.last);
            }
            _ => self.append(interval),
        }
    }

    fn append(&mut self, interval: Interval) {
        match &mut self.intervals {
            Intervals::None => self.intervals = Intervals::One(interval),
            Intervals::One(first) => self.intervals = Intervals::Many(vec![*first, interval]),
            Intervals::Many(intervals) => intervals.push(interval),
        }
    }

    fn last_mut(&mut self) -> Option<&mut Interval> {
        match &mut self.intervals {
            Intervals::None => None,
            Intervals::One(interval) => Some(interval),
            Intervals::Many(intervals) => intervals.last_mut(),
        }
    }
}

impl fmt::Display for ProcSet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut bounds, mut text) = (Vec::new(), Vec::new());
        self.append_bounds(&mut bounds);
        append_text(&bounds, &mut text);
        out.write_str(str::from_utf8(&text).unwrap_or_default())
    }
}

/// Appends the text of a set, as ASCII. `bounds`: first and last rank of each of its intervals, in turns. Formatting by
/// the standard library would take several times as long, and there are texts of ten thousand sets to be made.
pub fn append_text(bounds: &[u32], text: &mut Vec<u8>) {
    for (index, pair) in bounds.chunks_exact(2).enumerate() {
        if index > 0 {
            text.push(b' ');
        }
        append_number(pair[0], text);
        if pair[1] > pair[0] {
            text.push(b'-');
            append_number(pair[1], text);
        }
    }
}

/// Appends the digits of a number. A function of its own.
#[inline(never)]
fn append_number(number: u32, text: &mut Vec<u8>) {
    let digits = number.checked_ilog10().unwrap_or(0) as usize + 1;
    let begin = text.len();
    text.resize(begin + digits, b'0');
    let mut rest = number;
    for digit in text[begin..].iter_mut().rev() {
        *digit += (rest % 10) as u8;
        rest /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_ascending_and_merged() {
        for (text, canonical) in [
            ("", ""),
            ("  ", ""),
            ("7 0-3 9-10", "0-3 7 9-10"),
            ("4-6 0-3", "0-6"),
            ("0-9 3-4", "0-9"),
            ("5 5", "5"),
            ("4294967295 0", "0 4294967295"),
            ("10-99 0-8 1000-1009 100000", "0-8 10-99 1000-1009 100000"),
        ] {
            assert_eq!(ProcSet::parse(text).unwrap().to_string(), canonical);
        }
    }

    #[test]
    fn what_is_no_rank_is_named() {
        for (text, item) in [("0 x", "x"), ("3-1", "3-1"), ("-1", "-1"), ("1-", "1-"), ("4294967296", "4294967296")] {
            assert_eq!(ProcSet::parse(text).unwrap_err().item, item);
        }
    }

    #[test]
    fn intervals_of_a_set_are_apart_and_ascend() {
        let interval = |(first, last)| Interval { first, last };
        for (text, intervals) in [("", vec![]), ("0-3 5", vec![(0, 3), (5, 5)])] {
            let set = ProcSet::from_canonical(intervals.into_iter().map(interval));
            assert_eq!(set, Some(ProcSet::parse(text).unwrap()));
        }
        for intervals in [[(1, 0), (5, 5)], [(0, 3), (4, 4)], [(5, 5), (0, 3)], [(0, u32::MAX), (5, 5)]] {
            assert_eq!(ProcSet::from_canonical(intervals.map(interval)), None);
        }
    }

    #[test]
    fn ranks_make_the_same_set() {
        let set = ProcSet::parse("0-3 7 9-10").unwrap();
        assert_eq!(ProcSet::from_ascending(set.ranks()), set);
    }
}
