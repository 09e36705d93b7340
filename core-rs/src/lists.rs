//! Lists by number, in one piece of memory.

/// For each of a number of keys a list, in one piece of memory.
#[derive(Clone, Debug)]
pub struct Lists<T> {
    ends: Vec<usize>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), items: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// The same, with room for so many lists of one item.
    pub fn with_capacity(lists: usize) -> Self {
        Self { ends: Vec::with_capacity(lists), items: Vec::with_capacity(lists) }
    }

    /// List k is `items[ends[k - 1] .. ends[k]]`.
    pub fn from_parts(ends: Vec<usize>, items: Vec<T>) -> Self {
        Self { ends, items }
    }

    /// Adds a list.
    pub fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.ends.push(self.items.len());
    }

    /// Adds a list of its own for each of these items.
    pub fn push_each(&mut self, items: impl Iterator<Item = T>) {
        let before = self.items.len();
        self.items.extend(items);
        self.ends.extend(before + 1..=self.items.len());
    }

    /// Adds the list of what `add` appends to the items, unless that is nothing.
    pub fn push_unless_empty(&mut self, add: impl FnOnce(&mut Vec<T>)) {
        let before = self.items.len();
        add(&mut self.items);
        if self.items.len() > before {
            self.ends.push(self.items.len());
        }
    }

    /// How many lists there are.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Length of the longest list.
    #[inline(never)]
    pub fn longest(&self) -> usize {
        (0..self.len()).map(|key| self.of(key).len()).max().unwrap_or(0)
    }

    /// The items of all lists, one after the other.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The lists, by number.
    pub fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.len()).map(|key| self.of(key))
    }

    /// The list of a number.
    pub fn of(&self, key: usize) -> &[T] {
        let start = if key == 0 { 0 } else { self.ends[key - 1] };
        &self.items[start..self.ends[key]]
    }
}

impl<T, List: IntoIterator<Item = T>> FromIterator<List> for Lists<T> {
    fn from_iter<I: IntoIterator<Item = List>>(lists: I) -> Self {
        let mut all = Self::default();
        for list in lists {
            all.push(list);
        }
        all
    }
}
