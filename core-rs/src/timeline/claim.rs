//! What a job takes out of rows, in few words: most jobs touch a small part of a site.

/// A word of a claim, with its place in a row; it is not empty.
pub type ClaimedWord = (u32, u64);

/// The words of a claim (see [`Layout::claim`](super::Layout::claim)) in which anything is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    words: Vec<ClaimedWord>,
}

impl Claim {
    /// That of these words, ascending, each with its place in a row; none of them is empty.
    pub fn new(words: Vec<(u32, u64)>) -> Self {
        debug_assert!(words.is_sorted_by(|a, b| a.0 < b.0) && words.iter().all(|(_, word)| *word != 0));
        Self { words }
    }

    /// That of a row in which everything is set that the job touches.
    pub fn of(row: &[u64]) -> Self {
        let set = || row.iter().enumerate().filter(|(_, word)| **word != 0);
        let mut words = Vec::with_capacity(set().count());
        words.extend(set().map(|(at, word)| (at as u32, *word)));
        Self { words }
    }

    /// The words, ascending, each with its place in a row.
    pub fn words(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        self.words.iter().map(|(at, word)| (*at as usize, *word))
    }

    /// The words before that place in a row, and the others.
    pub fn split_at(&self, place: usize) -> [&[ClaimedWord]; 2] {
        let (before, others) = self.words.split_at(self.words.partition_point(|(at, _)| (*at as usize) < place));
        [before, others]
    }

    /// The place of the first and of the last of its words among the first words of a row; `None`: there is none.
    pub fn span(&self, words: usize) -> Option<(usize, usize)> {
        let among = self.words.partition_point(|(at, _)| (*at as usize) < words);
        Some((self.words[..among].first()?.0 as usize, self.words[among - 1].0 as usize))
    }

    /// Whether it has a bit in common with the first words of a row.
    pub fn meets(&self, row: &[u64]) -> bool {
        self.words().take_while(|(at, _)| *at < row.len()).any(|(at, word)| row[at] & word != 0)
    }

    /// It, as a row of so many words.
    pub fn row(&self, words: usize) -> Vec<u64> {
        self.common(&vec![u64::MAX; words])
    }

    /// What both have.
    #[must_use]
    pub fn union(&self, other: &Self, words: usize) -> Self {
        let mut row = self.row(words);
        for (at, word) in other.words() {
            row[at] |= word;
        }
        Self::of(&row)
    }

    /// Whether its first words, as far as this part of a row goes, are within it.
    pub fn is_within(&self, row: &[u64]) -> bool {
        self.words().take_while(|(at, _)| *at < row.len()).all(|(at, word)| word & !row[at] == 0)
    }

    /// Whether two have a bit in common among the first words of a row.
    pub fn meets_claim(&self, other: &Self, words: usize) -> bool {
        let mut others = other.words.iter().peekable();
        self.words().take_while(|(at, _)| *at < words).any(|(at, word)| {
            while others.next_if(|(other, _)| (*other as usize) < at).is_some() {}
            others.peek().is_some_and(|(other, bits)| *other as usize == at && bits & word != 0)
        })
    }

    /// What it has in common with a row, as a row.
    pub fn common(&self, row: &[u64]) -> Vec<u64> {
        let mut common = vec![0; row.len()];
        for (at, word) in self.words() {
            common[at] = row[at] & word;
        }
        common
    }

    /// Takes it out of a row.
    pub fn take_from(&self, row: &mut [u64]) {
        for (at, word) in self.words() {
            row[at] &= !word;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::bits;
    use super::*;

    #[test]
    fn the_same_as_the_row_that_it_is_of() {
        let claimed = [0, 0b1100, 0, 1 << 63];
        let claim = Claim::of(&claimed);
        assert_eq!(claim.words().collect::<Vec<_>>(), [(1, 0b1100), (3, 1 << 63)]);
        assert_eq!([claim.span(4), claim.span(3), claim.span(1)], [Some((1, 3)), Some((1, 1)), None]);
        assert!(claim.meets(&[0, 0b0100, 0, 0]) && !claim.meets(&[7, 0b0011, 7, 7]));
        assert!(claim.meets(&[0, 0, 0, 1 << 63]) && !claim.meets(&[0, 0, 0]), "the last word counts if it is there");
        assert_eq!(claim.common(&[1, 0b0110, 1, 1]), [0, 0b0100, 0, 0]);
        assert_eq!(claim.row(4), claimed);
        assert!(
            claim.is_within(&[0, 0b1110, 0, 1 << 63]) && claim.is_within(&[0, 0b1100]) && !claim.is_within(&[0; 4])
        );
        let other = Claim::new(vec![(0, 7), (1, 0b100), (2, 1)]);
        assert_eq!(claim.union(&other, 4).row(4), [7, 0b1100, 1, 1 << 63]);
        assert!(claim.meets_claim(&other, 4) && other.meets_claim(&claim, 2) && !other.meets_claim(&claim, 1));
        assert!(!claim.meets_claim(&Claim::new(vec![(1, 1), (3, 1)]), 4));
        let mut row = [u64::MAX; 4];
        claim.take_from(&mut row);
        let mut expected = [u64::MAX; 4];
        bits::and_not(&mut expected, &claimed);
        assert_eq!(row, expected);
    }
}
