//! Rows of bits: the words of a set of positions or blocks.

use std::ops::Range;

/// Bits in a word.
pub const WORD: usize = u64::BITS as usize;

/// Number of words that hold `bits` bits.
pub const fn words_for(bits: usize) -> usize {
    bits.div_ceil(WORD)
}

/// Sets one bit.
pub fn set(row: &mut [u64], bit: usize) {
    row[bit / WORD] |= 1 << (bit % WORD);
}

/// Whether a bit is set.
pub fn test(row: &[u64], bit: usize) -> bool {
    row[bit / WORD] >> (bit % WORD) & 1 == 1
}

/// Sets a range of bits.
pub fn set_range(row: &mut [u64], range: Range<usize>) {
    for (word, mask) in masks(range) {
        row[word] |= mask;
    }
}

/// Whether every bit of a range is set.
pub fn all(row: &[u64], range: Range<usize>) -> bool {
    masks(range).all(|(word, mask)| row[word] & mask == mask)
}

/// `row &= other`.
pub fn and(row: &mut [u64], other: &[u64]) {
    for (word, other) in row.iter_mut().zip(other) {
        *word &= other;
    }
}

/// `row &= !other`.
pub fn and_not(row: &mut [u64], other: &[u64]) {
    for (word, other) in row.iter_mut().zip(other) {
        *word &= !other;
    }
}

/// `row |= other`.
pub fn or(row: &mut [u64], other: &[u64]) {
    for (word, other) in row.iter_mut().zip(other) {
        *word |= other;
    }
}

/// Whether two rows have a bit in common.
pub fn meet(a: &[u64], b: &[u64]) -> bool {
    a.iter().zip(b).any(|(a, b)| a & b != 0)
}

/// How many bits two rows have in common.
pub fn count_common(a: &[u64], b: &[u64]) -> usize {
    a.iter().zip(b).map(|(a, b)| (a & b).count_ones() as usize).sum()
}

/// How many bits are set.
pub fn count(row: &[u64]) -> usize {
    row.iter().map(|word| word.count_ones() as usize).sum()
}

/// The set bits of a range, ascending.
pub fn ones(row: &[u64], range: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    masks(range).flat_map(|(word, mask)| {
        let mut rest = row[word] & mask;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let bit = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            Some(word * WORD + bit)
        })
    })
}

/// The words that a range touches, each with the bits of it that are in the range.
fn masks(range: Range<usize>) -> impl Iterator<Item = (usize, u64)> {
    let words = if range.is_empty() { 0..0 } else { range.start / WORD..words_for(range.end) };
    words.map(move |word| {
        let from = range.start.saturating_sub(word * WORD);
        let to = (range.end - word * WORD).min(WORD);
        let low = u64::MAX << from;
        let high = u64::MAX >> (WORD - to);
        (word, low & high)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_across_words() {
        for range in [0..0, 0..1, 0..64, 63..65, 1..191, 64..128, 127..128, 190..192] {
            let mut row = [0; 3];
            set_range(&mut row, range.clone());
            assert_eq!(ones(&row, 0..192).collect::<Vec<_>>(), range.clone().collect::<Vec<_>>());
            assert_eq!(count(&row), range.len());
            assert!(all(&row, range.clone()));
            assert!((0..192).all(|bit| test(&row, bit) == range.contains(&bit)));
            if range.len() > 1 {
                let mut holed = [0; 3];
                set(&mut holed, range.start);
                assert!(!all(&holed, range.clone()));
                and_not(&mut row, &holed);
                assert!(!meet(&row, &holed));
            }
        }
    }
}
