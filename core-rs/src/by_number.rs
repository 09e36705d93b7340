//! Tables whose keys are numbers, one or several.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A table by ids, seconds and the like. What hashes the keys of the standard library's tables is made for texts that
/// an enemy chose, and costs more than a job has to spare, above all before a runtime has made the code of the module
/// fast. Here an enemy gains little: as many keys as a round may hold, all of them in one place, take a second.
pub type ByNumber<Key, Value> = HashMap<Key, Value, BuildHasherDefault<Folded>>;

/// Hashes a number. The upper half of a product depends on all bits of what was multiplied, and a table looks at the
/// lower one.
#[derive(Default)]
pub struct Folded(u64);

impl Hasher for Folded {
    fn write(&mut self, bytes: &[u8]) {
        for word in bytes.chunks(size_of::<u64>()) {
            let number = word.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
            self.write_u64(number);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::hash::{BuildHasher, Hash};

    fn hashes<Key: Hash>(keys: impl IntoIterator<Item = Key>) -> usize {
        let hasher = BuildHasherDefault::<Folded>::default();
        keys.into_iter().map(|key| hasher.hash_one(key)).collect::<HashSet<_>>().len()
    }

    #[test]
    fn every_part_of_a_key_counts() {
        let pairs = (0..40_u64).flat_map(|one| (0..40_u64).map(move |other| (one, other)));
        assert_eq!(hashes(pairs), 1_600);
        assert_eq!(hashes([vec![], vec![0], vec![0, 0], vec![1, 0], vec![0, 1_u64]]), 5);
    }
}
