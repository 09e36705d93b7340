//! Some blocks of a level.

use super::bits;
use std::ops::Range;

/// Some blocks of a level, as bits from block 0 on. It is memory to work in: whoever searches again and again empties it
/// at the cost of what was in it, which is little, since most searches find neighbours.
#[derive(Debug, Default)]
pub struct Blocks {
    words: Vec<u64>,
    /// The words outside are empty.
    touched: Range<usize>,
}

impl Blocks {
    /// Empties it; from now on it is about a level of so many blocks.
    pub fn clear(&mut self, blocks: usize) {
        self.words[self.touched.clone()].fill(0);
        self.touched = 0..0;
        self.words.resize(bits::words_for(blocks), 0);
    }

    /// Adds blocks: those of a word whose bits are set.
    pub fn add_word(&mut self, at: usize, word: u64) {
        self.words[at] |= word;
        self.touched = match self.touched {
            Range { start, end } if start < end => start.min(at)..end.max(at + 1),
            _ => at..at + 1,
        };
    }

    /// Adds a block.
    pub fn add(&mut self, block: usize) {
        self.add_word(block / bits::WORD, 1 << (block % bits::WORD));
    }

    /// The runs of consecutive blocks, ascending.
    pub fn runs(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        bits::runs_within(&self.words, self.touched.start * bits::WORD..self.touched.end * bits::WORD)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_is_gone_and_the_rest_is_in_order() {
        let mut some = Blocks::default();
        for (blocks, added) in [(1000, vec![999, 130, 131]), (70, vec![0, 63, 64, 69]), (1000, vec![]), (640, vec![9])]
        {
            some.clear(blocks);
            for block in &added {
                some.add(*block);
            }
            let mut expected = added.clone();
            expected.sort_unstable();
            assert_eq!(some.runs().flatten().collect::<Vec<_>>(), expected);
        }
        some.add_word(1, 0b1010);
        assert_eq!(some.runs().collect::<Vec<_>>(), [9..10, 65..66, 67..68]);
    }
}
