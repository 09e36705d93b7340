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

/// Whether every bit of a range that is set in `other` is set in `row`.
pub fn holds(row: &[u64], other: &[u64], range: Range<usize>) -> bool {
    masks(range).all(|(word, mask)| other[word] & mask & !row[word] == 0)
}

/// How many bits of a range are set; counting may stop at `enough`.
#[inline]
pub fn count_range(row: &[u64], range: Range<usize>, enough: usize) -> usize {
    let Some((words, low, high)) = edges(row, range) else { return 0 };
    let [first, between @ .., last] = words else { return (words[0] & low & high).count_ones() as usize };
    let mut found = (first & low).count_ones() as usize;
    for word in between {
        if found >= enough {
            return found;
        }
        found += word.count_ones() as usize;
    }
    found + (last & high).count_ones() as usize
}

/// How many bits of a range two rows have in common.
#[inline]
pub fn count_common_range(row: &[u64], other: &[u64], range: Range<usize>) -> usize {
    let Some((words, low, high)) = edges(row, range.clone()) else { return 0 };
    let others = &other[range.start / WORD..][..words.len()];
    let ([first, between @ .., last], [other_first, others @ .., other_last]) = (words, others) else {
        return (words[0] & others[0] & low & high).count_ones() as usize;
    };
    let ends = (first & other_first & low).count_ones() + (last & other_last & high).count_ones();
    ends as usize + count_common(between, others)
}

/// The words of a row that a range touches, and which bits of the first and of the last one are in it; `None`: it is
/// empty.
#[inline]
fn edges(row: &[u64], range: Range<usize>) -> Option<(&[u64], u64, u64)> {
    let last = range.end.checked_sub(1).filter(|last| range.start <= *last)?;
    let words = &row[range.start / WORD..=last / WORD];
    Some((words, u64::MAX << (range.start % WORD), u64::MAX >> (WORD - 1 - last % WORD)))
}

/// Of the set bits of a range the first `most`, word by word: which word, and its bits.
pub fn first_ones(row: &[u64], range: Range<usize>, most: usize) -> impl Iterator<Item = (usize, u64)> + '_ {
    let mut missing = most;
    masks(range).map_while(move |(word, mask)| {
        let mut bits = row[word] & mask;
        let found = bits.count_ones() as usize;
        if missing == 0 {
            return None;
        }
        if found > missing {
            bits = lowest(bits, missing);
        }
        missing -= found.min(missing);
        Some((word, bits))
    })
}

/// The lowest `most` of the bits of a word.
fn lowest(mut bits: u64, most: usize) -> u64 {
    let all = bits;
    for _ in 0..most {
        bits &= bits - 1;
    }
    all & !bits
}

/// The runs of consecutive set bits among the first `end` bits, ascending.
pub fn runs(row: &[u64], end: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    runs_within(row, 0..end)
}

/// The runs of consecutive set bits of a range, ascending.
pub fn runs_within(row: &[u64], range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let end = range.end;
    // The first bit at or after `from` that is set, or is not.
    let next = move |from: usize, set: bool| {
        let mut word = from / WORD;
        let mut below = (1_u64 << (from % WORD)) - 1;
        while word * WORD < end {
            let bits = if set { row[word] & !below } else { !(row[word] | below) };
            if bits != 0 {
                return end.min(word * WORD + bits.trailing_zeros() as usize);
            }
            below = 0;
            word += 1;
        }
        end
    };
    let mut at = range.start;
    std::iter::from_fn(move || {
        let start = next(at, true);
        at = next(start, false);
        (start < end).then_some(start..at)
    })
}

/// `row &= other`.
pub fn and(row: &mut [u64], other: &[u64]) {
    for (word, other) in row.iter_mut().zip(other) {
        *word &= other;
    }
}

/// `row &= other`; gives how many bits are left.
pub fn and_count(row: &mut [u64], other: &[u64]) -> u64 {
    let mut left = 0;
    for (word, other) in row.iter_mut().zip(other) {
        *word &= other;
        left += u64::from(word.count_ones());
    }
    left
}

/// Clears the bits of a row that are in none of these runs, which ascend; its first bit is that of number `first`.
pub fn clear_between(row: &mut [u64], runs: &[Range<usize>], first: usize) {
    let end = row.len() * WORD;
    let mut clear = |range: Range<usize>| {
        for (word, mask) in masks(range) {
            row[word] &= !mask;
        }
    };
    let mut kept = 0;
    for run in runs {
        clear(kept..run.start - first);
        kept = run.end - first;
    }
    clear(kept..end);
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
    let mut words = masks(range);
    let (mut at, mut rest) = (0, 0);
    std::iter::from_fn(move || {
        while rest == 0 {
            let (word, mask) = words.next()?;
            (at, rest) = (word * WORD, row[word] & mask);
        }
        let bit = rest.trailing_zeros() as usize;
        rest &= rest - 1;
        Some(at + bit)
    })
}

/// Appends a range of bits to the words of which any bit is set, by ascending place: the range begins no earlier than
/// the last one that was appended.
pub fn append_range(words: &mut Vec<(u32, u64)>, range: Range<usize>) {
    let Some(last) = range.end.checked_sub(1).filter(|last| range.start <= *last) else { return };
    let (from, to) = (range.start / WORD, last / WORD);
    let mut mask = u64::MAX << (range.start % WORD);
    for at in from..=to {
        if at == to {
            mask &= u64::MAX >> (WORD - 1 - last % WORD);
        }
        match words.last_mut() {
            Some((place, word)) if at == from && *place as usize == at => *word |= mask,
            _ => words.push((at as u32, mask)),
        }
        mask = u64::MAX;
    }
}

/// The runs of consecutive set bits of a word, ascending.
pub fn runs_of_word(mut word: u64) -> impl Iterator<Item = Range<usize>> {
    std::iter::from_fn(move || {
        if word == 0 {
            return None;
        }
        let start = word.trailing_zeros();
        let end = start + (word >> start).trailing_ones();
        word &= u64::MAX.checked_shl(end).unwrap_or(0);
        Some(start as usize..end as usize)
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
mod tests;
