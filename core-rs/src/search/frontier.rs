//! What is already known of a request: before which instant it does not fit.

use crate::model::Seconds;

/// For one request in one slot set: entries "no window of at least this length begins before this
/// instant". Every entry is a proven fact. It stays true while resources are only taken, also when
/// slots are cut: a window that begins inside a slot touches no slot fewer than the one of the same
/// length that begins with the slot. **Adding resources to the set makes them void, and they hold for
/// monotone requests only** ([`Plan::is_monotone`](super::Plan::is_monotone)).
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    /// Length and instant; both ascend, since what is too long for a place is also too long when it
    /// is longer still.
    entries: Vec<(Seconds, Seconds)>,
}

impl Frontier {
    /// The instant before which no window of this length begins, as far as is known.
    pub fn earliest(&self, length: Seconds) -> Option<Seconds> {
        let shorter = self.entries.partition_point(|entry| entry.0 <= length);
        shorter.checked_sub(1).map(|last| self.entries[last].1)
    }

    /// Notes that no window of this length begins before `instant`.
    pub fn learn(&mut self, length: Seconds, instant: Seconds) {
        if self.earliest(length).is_some_and(|known| known >= instant) {
            return;
        }
        let at = self.entries.partition_point(|entry| entry.0 < length);
        let weaker = self.entries[at..].partition_point(|entry| entry.1 <= instant);
        self.entries.splice(at..at + weaker, [(length, instant)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_window_begins_no_earlier() {
        let mut frontier = Frontier::default();
        assert_eq!(frontier.earliest(10), None);
        frontier.learn(10, 100);
        frontier.learn(30, 300);
        assert_eq!([9, 10, 29, 30].map(|length| frontier.earliest(length)), [None, Some(100), Some(100), Some(300)]);
    }

    #[test]
    fn weaker_facts_are_dropped() {
        let mut frontier = Frontier::default();
        for (length, instant) in [(10, 100), (20, 200), (30, 300), (25, 50), (15, 250), (15, 240)] {
            frontier.learn(length, instant);
        }
        assert_eq!(frontier.entries, [(10, 100), (15, 250), (30, 300)]);
    }
}
