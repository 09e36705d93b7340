//! Where the rows of a slot set live: pages of fixed size, so that a growing set neither copies its
//! rows nor asks for one large piece of memory.

/// Which row of an [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowId(u32);

/// Rows of one width.
#[derive(Debug)]
pub struct Arena {
    width: usize,
    /// Binary logarithm of the number of rows of a page: places are shifted for, not divided.
    page_shift: u32,
    /// Each with room for all its rows from the beginning: none is ever moved, and nothing is written twice.
    pages: Vec<Vec<u64>>,
    used: u32,
}

/// Most words of a page, 64 KiB; a row that is wider has a page of its own.
const PAGE_WORDS: usize = 8_192;

impl RowId {
    /// Rows are numbered from 0 on, in the order in which they were added.
    pub fn number(self) -> usize {
        self.0 as usize
    }
}

impl Arena {
    /// Bytes that its pages take.
    pub fn bytes(&self) -> usize {
        self.pages.len() * (self.width << self.page_shift) * size_of::<u64>()
    }

    /// Words of a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// An empty arena for rows of `width` words, at least one.
    pub fn new(width: usize) -> Self {
        debug_assert!(width > 0, "a row has at least one word");
        let page_shift = (PAGE_WORDS / width).max(1).ilog2();
        Self { width, page_shift, pages: Vec::new(), used: 0 }
    }

    /// A row.
    pub fn row(&self, id: RowId) -> &[u64] {
        let (page, at) = self.place(id);
        &self.pages[page][at..at + self.width]
    }

    /// A row, to be changed.
    pub fn row_mut(&mut self, id: RowId) -> &mut [u64] {
        let (page, at) = self.place(id);
        &mut self.pages[page][at..at + self.width]
    }

    /// Adds a row.
    pub fn push(&mut self, row: &[u64]) -> RowId {
        let id = self.reserve();
        let (page, _) = self.place(id);
        self.pages[page].extend_from_slice(&row[..self.width]);
        id
    }

    /// Adds a row that equals another one.
    pub fn duplicate(&mut self, original: RowId) -> RowId {
        let copy = self.reserve();
        let (from_page, from) = self.place(original);
        let (to_page, _) = self.place(copy);
        let row = from..from + self.width;
        if from_page == to_page {
            self.pages[to_page].extend_from_within(row);
        } else {
            let (before, after) = self.pages.split_at_mut(to_page);
            after[0].extend_from_slice(&before[from_page][row]);
        }
        copy
    }

    /// The next row, which is to be written now: there is room for it at the end of the last page.
    fn reserve(&mut self) -> RowId {
        let id = RowId(self.used);
        if self.place(id).0 == self.pages.len() {
            self.pages.push(Vec::with_capacity(self.width << self.page_shift));
        }
        self.used += 1;
        id
    }

    fn place(&self, id: RowId) -> (usize, usize) {
        let page = id.0 >> self.page_shift;
        let row = id.0 - (page << self.page_shift);
        (page as usize, row as usize * self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_content_across_pages() {
        for width in [1, 3, PAGE_WORDS, PAGE_WORDS + 1] {
            let mut arena = Arena::new(width);
            let count = (3 << arena.page_shift) + 1;
            let first = arena.push(&vec![7; width]);
            let ids: Vec<RowId> = (0..count)
                .map(|value| {
                    let id = arena.duplicate(first);
                    assert!(arena.row(id).iter().all(|word| *word == 7));
                    arena.row_mut(id).fill(value);
                    id
                })
                .collect();
            for (value, id) in (0..count).zip(ids) {
                assert!(arena.row(id).iter().all(|word| *word == value));
            }
        }
    }
}
