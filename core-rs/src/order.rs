//! The one sort of this crate: each kind of element that is sorted adds ten kilobytes to the module, and
//! what a module weighs is what it costs to load.

/// The places of keys in ascending order; equal keys in the order they stand in.
pub fn ascending(keys: impl Iterator<Item = u64>) -> Vec<usize> {
    let mut places: Vec<(u64, usize)> = keys.enumerate().map(|(place, key)| (key, place)).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::ascending;

    #[test]
    fn equal_keys_keep_their_order() {
        assert_eq!(ascending([3, 1, 3, 0, 1].into_iter()), [3, 1, 4, 0, 2]);
    }
}
