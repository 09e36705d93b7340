//! A dictionary of sets of resources: each different one stands once, and has a number.

use crate::by_number::ByNumber;
use crate::procset::ProcSet;
use std::collections::hash_map::Entry;

/// Sets by number, from 0 on: the bounds of their intervals, one set after the other, and where each ends. A set of its
/// own for each job would be memory to get and to give back ten thousand times in a round.
#[derive(Clone, Debug, Default)]
pub struct SetTable {
    bounds: Vec<u32>,
    ends: Vec<u32>,
    numbers: ByNumber<u64, u32>,
}

impl SetTable {
    /// The number of a set, which was known, or is now. `write` appends first and last rank of its intervals: each begins
    /// behind the one before, and does not touch it. A function of its own.
    #[inline(never)]
    pub fn number(&mut self, write: impl FnOnce(&mut Vec<u32>)) -> u32 {
        let begin = self.bounds.len();
        write(&mut self.bounds);
        let mut hash = 0_u64;
        for pair in self.bounds[begin..].chunks_exact(2) {
            let both = u64::from(pair[0]) << 32 | u64::from(pair[1]);
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

    /// First and last rank of each interval of all sets, set by set.
    pub fn bounds(&self) -> &[u32] {
        &self.bounds
    }

    /// Where each set ends in the bounds.
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// The set of a number.
    ///
    /// # Panics
    /// There is none.
    pub fn set(&self, number: u32) -> ProcSet {
        ProcSet::from_bounds(self.bounds_of(number))
    }

    fn bounds_of(&self, number: u32) -> &[u32] {
        let number = number as usize;
        let begin = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.bounds[begin as usize..self.ends[number] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(table: &mut SetTable, text: &str) -> u32 {
        let set = ProcSet::parse(text).unwrap();
        table.number(|bounds| set.append_bounds(bounds))
    }

    #[test]
    fn equal_sets_have_one_number() {
        let mut table = SetTable::default();
        let texts = ["0-3 7", "0-3", "", "0-3 7", "7", "", "0-3"];
        assert_eq!(texts.map(|text| number(&mut table, text)), [0, 1, 2, 0, 3, 2, 1]);
        for (set, text) in ["0-3 7", "0-3", "", "7"].iter().enumerate() {
            assert_eq!(table.set(set as u32).to_string(), *text);
        }
        assert_eq!((table.bounds(), table.ends()), (&[0, 3, 7, 7, 0, 3, 7, 7][..], &[4, 6, 6, 8][..]));
    }

    #[test]
    fn sets_of_one_hash_are_told_apart() {
        let mut table = SetTable::default();
        let zeros = number(&mut table, "0");
        // The hash of the empty set and of rank 0 alone are both 0.
        assert_eq!((zeros, number(&mut table, ""), number(&mut table, "0"), number(&mut table, "")), (0, 1, 0, 1));
    }
}
