//! Lists by number, in one piece of memory.

/// For each of a number of keys a list, in one piece of memory.
#[derive(Debug)]
pub struct Lists<T> {
    ends: Vec<usize>,
    items: Vec<T>,
}

impl<T> Lists<T> {
    /// No list.
    pub fn new() -> Self {
        Self { ends: Vec::new(), items: Vec::new() }
    }

    /// The same, with room for so many lists of one item.
    pub fn with_capacity(lists: usize) -> Self {
        Self { ends: Vec::with_capacity(lists), items: Vec::with_capacity(lists) }
    }

    /// List k is `items[ends[k - 1] .. ends[k]]`.
    pub fn from_parts(ends: Vec<usize>, items: Vec<T>) -> Self {
        Self { ends, items }
    }

    /// Adds a list.
    pub fn push(&mut self, list: Vec<T>) {
        self.items.extend(list);
        self.ends.push(self.items.len());
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

    /// The list of a number.
    pub fn of(&self, key: usize) -> &[T] {
        let start = if key == 0 { 0 } else { self.ends[key - 1] };
        &self.items[start..self.ends[key]]
    }
}

impl<T> FromIterator<Vec<T>> for Lists<T> {
    fn from_iter<I: IntoIterator<Item = Vec<T>>>(lists: I) -> Self {
        let mut all = Self::new();
        for list in lists {
            all.push(list);
        }
        all
    }
}
