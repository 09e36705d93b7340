//! Lists of lists as they cross: where each list ends.

use std::ops::Range;

/// For each of a number of lists which of the items of all lists are its own: list k has those from `ends[k - 1]` to before
/// `ends[k]`.
#[derive(Default)]
pub struct ListEnds {
    ends: Vec<u32>,
}

impl ListEnds {
    /// Lists that end there, in ascending order.
    pub fn new(ends: Vec<u32>) -> Self {
        debug_assert!(ends.is_sorted(), "a list ends at or behind the one before");
        Self { ends }
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The places of the items of a list.
    ///
    /// # Panics
    /// There is no such list.
    pub fn of(&self, list: usize) -> Range<usize> {
        let begin = if list == 0 { 0 } else { self.ends[list - 1] };
        begin as usize..self.ends[list] as usize
    }

    /// The same for each list, by number.
    pub fn iter(&self) -> impl Iterator<Item = Range<usize>> {
        (0..self.len()).map(|list| self.of(list))
    }
}
