//! The dictionary of the sets of a schedule: each different one stands once.

use crate::by_number::ByNumber;
use crate::procset::ProcSet;
use std::collections::hash_map::Entry;

/// Sets by number: the bounds of their intervals, one set after the other, and where each ends.
#[derive(Default)]
pub(super) struct KnownSets {
    pub bounds: Vec<u32>,
    pub ends: Vec<u32>,
    numbers: ByNumber<u64, u32>,
}

impl KnownSets {
    /// The number of a set. Its intervals are looked at once, while they are written: they are far from those of the
    /// set before, and to fetch them takes longer than what is done with them.
    #[inline(never)]
    pub fn number(&mut self, set: &ProcSet) -> u32 {
        let begin = self.bounds.len();
        let runs = set.intervals();
        self.bounds.resize(begin + 2 * runs.len(), 0);
        let mut hash = runs.len() as u64;
        for (bounds, run) in self.bounds[begin..].chunks_exact_mut(2).zip(runs) {
            bounds.copy_from_slice(&[run.first, run.last]);
            let both = u64::from(run.first) << 32 | u64::from(run.last);
            hash = (hash.rotate_left(5) ^ both).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        loop {
            match self.numbers.entry(hash) {
                Entry::Occupied(known) => {
                    let number = *known.get();
                    if self.bounds_of(number) == &self.bounds[begin..] {
                        self.bounds.truncate(begin);
                        return number;
                    }
                    // Another set has the same hash.
                    hash = hash.wrapping_add(1);
                }
                Entry::Vacant(place) => {
                    let number = *place.insert(self.ends.len() as u32);
                    self.ends.push(self.bounds.len() as u32);
                    return number;
                }
            }
        }
    }

    fn bounds_of(&self, number: u32) -> &[u32] {
        let number = number as usize;
        let begin = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.bounds[begin as usize..self.ends[number] as usize]
    }
}
