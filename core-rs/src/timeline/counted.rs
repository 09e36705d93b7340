//! Rows together with how much is set in each part of them.

use super::claim::{Claim, ClaimedWord};
use super::{Arena, RowId};
use std::rc::Rc;

/// The parts of a row: part 0 holds the resources, each other one the blocks of a level. A part begins with a word.
#[derive(Debug, Default)]
pub struct Parts {
    /// The part of each word.
    of_words: Vec<u8>,
    /// Words of part 0.
    resource_words: usize,
    number: usize,
}

impl Parts {
    /// Parts of so many words each.
    pub fn new(words: impl IntoIterator<Item = usize>) -> Self {
        let mut parts = Self::default();
        for words in words {
            if parts.number == 0 {
                parts.resource_words = words;
            }
            parts.of_words.resize(parts.of_words.len() + words, parts.number as u8);
            parts.number += 1;
        }
        parts
    }
}

/// Rows of one width, and for each of them the number of bits that are set in each part.
#[derive(Debug)]
pub struct CountedRows {
    rows: Arena,
    parts: Rc<Parts>,
    /// Row after row; **always what counting would give**.
    counts: Vec<u32>,
}

impl CountedRows {
    /// No rows yet.
    pub fn new(parts: Rc<Parts>) -> Self {
        Self { rows: Arena::new(parts.of_words.len()), parts, counts: Vec::new() }
    }

    /// The rows.
    pub fn rows(&self) -> &Arena {
        &self.rows
    }

    /// How many bits of a part of a row are set.
    pub fn count(&self, id: RowId, part: usize) -> u32 {
        self.counts[id.number() * self.parts.number + part]
    }

    /// Adds a row.
    pub fn push(&mut self, row: &[u64]) -> RowId {
        let id = self.rows.push(row);
        self.counts.resize(self.counts.len() + self.parts.number, 0);
        self.count_anew(id);
        id
    }

    /// Adds a row that equals another one.
    pub fn duplicate(&mut self, original: RowId) -> RowId {
        let start = original.number() * self.parts.number;
        self.counts.extend_from_within(start..start + self.parts.number);
        self.rows.duplicate(original)
    }

    /// The words of a claim that hold resources, and those that hold blocks.
    pub fn split<'a>(&self, claim: &'a Claim) -> [&'a [ClaimedWord]; 2] {
        claim.split_at(self.parts.resource_words)
    }

    /// Takes a claim out of a row, which is given [split](Self::split): most of its words hold resources.
    pub fn take(&mut self, id: RowId, [resources, blocks]: [&[ClaimedWord]; 2]) {
        let start = id.number() * self.parts.number;
        let counts = &mut self.counts[start..start + self.parts.number];
        let row = self.rows.row_mut(id);
        let mut sum = 0;
        for (at, word) in resources {
            let free = &mut row[*at as usize];
            sum += (*free & word).count_ones();
            *free &= !word;
        }
        counts[0] -= sum;
        for (at, word) in blocks {
            let at = *at as usize;
            counts[usize::from(self.parts.of_words[at])] -= (row[at] & word).count_ones();
            row[at] &= !word;
        }
    }

    /// Changes a row in any other way.
    pub fn change(&mut self, id: RowId, change: impl FnOnce(&mut [u64])) {
        change(self.rows.row_mut(id));
        self.count_anew(id);
    }

    fn count_anew(&mut self, id: RowId) {
        let start = id.number() * self.parts.number;
        let counts = &mut self.counts[start..start + self.parts.number];
        counts.fill(0);
        for (word, part) in self.rows.row(id).iter().zip(&self.parts.of_words) {
            counts[usize::from(*part)] += word.count_ones();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_what_counting_gives() {
        let mut rows = CountedRows::new(Rc::new(Parts::new([2, 1, 1])));
        let first = rows.push(&[u64::MAX, 0b111, 0b11, 0]);
        let second = rows.duplicate(first);
        for claim in [[0b11, 0b110, 0b10, 0b1], [0b110, 0, 0, 0]] {
            let claim = Claim::of(&claim);
            rows.take(second, rows.split(&claim));
        }
        let third = rows.push(&[0; 4]);
        rows.change(third, |row| row[3] = 0b101);
        let counts = |id| [0, 1, 2].map(|part| rows.count(id, part));
        assert_eq!([counts(first), counts(second), counts(third)], [[67, 2, 0], [62, 1, 0], [0, 0, 2]]);
        assert_eq!(rows.rows().row(second), [u64::MAX - 0b111, 0b1, 0b1, 0]);
    }
}
