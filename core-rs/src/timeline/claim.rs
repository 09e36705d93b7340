//! What a job takes out of rows, in few words: most jobs touch a small part of a site.

/// The words of a claim (see [`Layout::claim`](super::Layout::claim)) in which anything is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    words: Box<[(u32, u64)]>,
}

impl Claim {
    /// That of a row in which everything is set that the job touches.
    pub fn of(row: &[u64]) -> Self {
        let set = || row.iter().enumerate().filter(|(_, word)| **word != 0);
        let mut words = Vec::with_capacity(set().count());
        words.extend(set().map(|(at, word)| (at as u32, *word)));
        Self { words: words.into() }
    }

    /// The words, ascending, each with its place in a row.
    pub fn words(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        self.words.iter().map(|(at, word)| (*at as usize, *word))
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
        let mut row = [u64::MAX; 4];
        claim.take_from(&mut row);
        let mut expected = [u64::MAX; 4];
        bits::and_not(&mut expected, &claimed);
        assert_eq!(row, expected);
    }
}
