//! The filters of requests, each laid out once: many requests share one, and one may have thousands of intervals.

use crate::by_number::ByNumber;
use crate::procset::ProcSet;
use crate::timeline::{Layout, LevelId};
use std::cell::OnceCell;
use std::rc::Rc;

/// A filter, laid out.
#[derive(Debug)]
pub struct Filter {
    /// Numbered from 0 on; equal sets that were given as two have two numbers.
    pub number: u64,
    /// What it holds, as a row.
    pub row: Vec<u64>,
    /// Number of usable resources in it.
    pub size: u64,
    /// For each level, see [`sizes`](Self::sizes).
    sizes: Vec<OnceCell<(u64, u64)>>,
    /// Kept, so that no other set ever has its address.
    _set: Rc<ProcSet>,
}

impl Filter {
    /// The smallest and the largest number of default resources in one of its blocks of a level. A function of its own.
    #[inline(never)]
    pub fn sizes(&self, layout: &Layout, level: LevelId) -> (u64, u64) {
        *self.sizes[level.number()].get_or_init(|| layout.sizes(level, &self.row))
    }
}

/// The filters met so far, by the address of their set.
#[derive(Debug, Default)]
pub struct Filters {
    known: ByNumber<usize, Rc<Filter>>,
}

impl Filters {
    /// A set laid out. A function of its own.
    #[inline(never)]
    pub fn of(&mut self, set: &Rc<ProcSet>, layout: &Layout) -> Rc<Filter> {
        let number = self.known.len() as u64;
        let filter = self.known.entry(Rc::as_ptr(set) as usize).or_insert_with(|| {
            let row = layout.row(set);
            let size = layout.common(&row, &row) as u64;
            let sizes = (0..layout.levels()).map(|_| OnceCell::new()).collect();
            Rc::new(Filter { number, row, size, sizes, _set: Rc::clone(set) })
        });
        Rc::clone(filter)
    }
}
