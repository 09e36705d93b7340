//! What is already known of a family of requests: before which spot none of them fits.

use crate::model::Seconds;

/// What a request asks more or less of than others of its family. Who gets one gets every smaller one too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// How many blocks of the last level; 0 in a family whose requests are all alike.
    pub count: u64,
    /// How long, in seconds.
    pub length: Seconds,
}

/// Where a search begins: an instant, and among the windows that begin then a block of the first level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// First second of a window.
    pub instant: Seconds,
    /// The first block that may do; only for families that take one block of their first level.
    pub block: usize,
}

/// For a family of requests in one slot set: entries "no window does for this demand before this spot", which are
/// so many proven facts.
///
/// An entry holds for every demand that asks no less: a window that is longer, or has to have more, does for the
/// smaller one too. It stays true while resources are only taken. And it stays true when slots are cut: a window that
/// begins inside a slot touches no slot fewer than the one of the same length that begins with the slot. **Adding
/// resources to the set makes all entries void.**
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    /// By descending spot. None asks as much as another one and knows no more.
    entries: Vec<(Demand, Spot)>,
}

/// Most entries. Forgetting one costs time and nothing else; looking through them all costs some microseconds.
const MOST: usize = 1_024;

impl Frontier {
    /// The spot before which this demand is not met, as far as is known.
    pub fn first(&self, demand: Demand) -> Option<Spot> {
        self.entries.iter().find(|(known, _)| demand.asks_as_much_as(*known)).map(|(_, spot)| *spot)
    }

    /// Notes that this demand is not met before a spot.
    pub fn learn(&mut self, demand: Demand, spot: Spot) {
        let no_earlier = self.entries.partition_point(|(_, known)| *known >= spot);
        if self.entries[..no_earlier].iter().any(|(known, _)| demand.asks_as_much_as(*known)) {
            return;
        }
        let later = self.entries[..no_earlier].partition_point(|(_, known)| *known > spot);
        self.entries.insert(later, (demand, spot));
        // Of what is not later, those who ask no less know no more.
        let mut kept = later + 1;
        for at in later + 1..self.entries.len() {
            if !self.entries[at].0.asks_as_much_as(demand) {
                if kept < at {
                    self.entries[kept] = self.entries[at];
                }
                kept += 1;
            }
        }
        self.entries.truncate(kept.min(MOST));
    }
}

impl Demand {
    fn asks_as_much_as(self, other: Self) -> bool {
        self.count >= other.count && self.length >= other.length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demand(count: u64, length: Seconds) -> Demand {
        Demand { count, length }
    }

    fn spot(instant: Seconds, block: usize) -> Spot {
        Spot { instant, block }
    }

    #[test]
    fn who_asks_no_less_gets_nothing_earlier() {
        let mut frontier = Frontier::default();
        assert_eq!(frontier.first(demand(1, 10)), None);
        frontier.learn(demand(4, 10), spot(100, 0));
        frontier.learn(demand(2, 30), spot(300, 2));
        let first = |count, length| frontier.first(demand(count, length));
        assert_eq!([first(3, 29), first(4, 9), first(1, 30)], [None; 3]);
        assert_eq!([first(4, 10), first(9, 29)], [Some(spot(100, 0)); 2]);
        assert_eq!([first(2, 30), first(9, 99)], [Some(spot(300, 2)); 2]);
    }

    #[test]
    fn weaker_facts_are_dropped() {
        let mut frontier = Frontier::default();
        for (length, instant, block) in [
            (10, 100, 0),
            (20, 200, 0),
            (30, 300, 0),
            (25, 50, 9),
            (19, 250, 1),
            (15, 250, 1),
            (15, 250, 0),
            (15, 240, 7),
        ] {
            frontier.learn(demand(1, length), spot(instant, block));
        }
        let expected = [(30, 300, 0), (15, 250, 1), (10, 100, 0)];
        assert_eq!(
            frontier.entries,
            expected.map(|(length, instant, block)| (demand(1, length), spot(instant, block)))
        );
    }

    /// Against the plain list of all that was ever learnt.
    #[test]
    fn nothing_is_forgotten_below_the_bound_and_nothing_invented_above() {
        let (mut frontier, mut all) = (Frontier::default(), Vec::new());
        let mut number: u32 = 7;
        let mut dice = |below: u32| {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Seconds::from((number >> 8) % below)
        };
        for round in 0..6_000 {
            let range = if round < 1_000 { 30 } else { 100_000 };
            let (asked, found) = (demand(dice(range).cast_unsigned(), dice(range)), spot(dice(range), 0));
            frontier.learn(asked, found);
            all.push((asked, found));
            let probe = demand(dice(range).cast_unsigned(), dice(range));
            let known = all.iter().filter(|(known, _)| probe.asks_as_much_as(*known)).map(|(_, spot)| *spot).max();
            assert!(frontier.first(probe) <= known && frontier.entries.len() <= MOST);
            assert!(round >= 1_000 || frontier.first(probe) == known);
            assert!(frontier.entries.is_sorted_by(|a, b| a.1 >= b.1));
        }
    }
}
