//! How a round crosses the border: typed arrays over dictionaries of texts and sets. Their order is that of
//! `ts/engine/columns.ts`, which says what each of them holds; the functions of `read*.rs` take them one after
//! the other.
//!
//! A list of lists is an array of *ends*: list k is `items[ends[k - 1] .. ends[k]]`.

use super::fault::Fault;
use super::list_ends::ListEnds;
use crate::lists::Lists;
use crate::model::Seconds;
use crate::procset::{Interval, ProcSet, are_canonical};
use js_sys::{Array, Float64Array, Uint32Array};
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// What crosses. Its two fields are read as they are: to deserialize them would bring the texts of errors that
    /// cannot occur, and with them what formats numbers, a tenth of the module.
    pub type Wire;
    #[wasm_bindgen(method, getter)]
    fn texts(this: &Wire) -> String;
    #[wasm_bindgen(method, getter)]
    fn columns(this: &Wire) -> Array;
}

/// Takes columns one after the other. What they *mean* has been checked by the facade; here it is checked that
/// they fit together, since an index too many must be an error and not a panic.
///
/// A fault is remembered, and something harmless is read instead: whoever has read everything asks
/// [`finish`](Self::finish). That every single read could fail would make the reading three times as long, and
/// what the module weighs is what it costs to load.
pub struct Columns {
    list: Array,
    next: Cell<u32>,
    texts: Vec<Rc<str>>,
    bounds: Vec<u32>,
    set_lists: ListEnds,
    /// The sets that were asked for.
    sets: RefCell<Vec<Option<Rc<ProcSet>>>>,
    fault: Cell<Option<&'static str>>,
}

impl Columns {
    /// Begins with the dictionaries.
    pub fn open(wire: &Wire) -> Self {
        let mut columns = Self {
            list: wire.columns(),
            next: Cell::new(0),
            texts: Vec::new(),
            bounds: Vec::new(),
            set_lists: ListEnds::default(),
            sets: RefCell::default(),
            fault: Cell::new(None),
        };
        columns.texts = columns.texts_of(&wire.texts());
        let ends = columns.u32s();
        columns.bounds = columns.u32s();
        columns.set_lists = columns.lists(ends, columns.bounds.len());
        columns.sets = vec![None; columns.set_lists.len()].into();
        columns
    }

    /// The texts that stand in one, each with a line feed behind it; how long each is, in UTF-16, is a column. To
    /// fetch them one by one would take longer than to read everything else.
    fn texts_of(&self, joined: &str) -> Vec<Rc<str>> {
        let mut texts = Vec::new();
        let mut rest = joined.chars();
        for length in self.u32s() {
            let begin = rest.as_str();
            let mut units = 0;
            while units < length {
                let next = rest.next().map_or(length, |found| found.len_utf16() as u32);
                units = units.saturating_add(next);
            }
            // Indexing would bring what shows faulty indices, three kilobytes.
            texts.push(begin.get(..begin.len() - rest.as_str().len()).unwrap_or_default().into());
            if units != length || rest.next() != Some('\n') {
                self.fail("texts of other lengths");
                return texts;
            }
        }
        texts
    }

    /// What was read, if all of it fitted together.
    ///
    /// # Errors
    /// `bad_columns`.
    pub fn finish<T>(&self, read: T) -> Result<T, Fault> {
        match self.fault.get() {
            Some(fault) => Err(Fault::bad_columns(fault)),
            None => Ok(read),
        }
    }

    /// Remembers a fault.
    pub fn fail(&self, fault: &'static str) {
        self.fault.set(Some(fault));
    }

    /// The next column, of unsigned integers.
    #[inline(never)]
    pub fn u32s(&self) -> Vec<u32> {
        self.take().dyn_ref::<Uint32Array>().map_or_else(|| self.no_column(), Uint32Array::to_vec)
    }

    /// The next column, of numbers.
    #[inline(never)]
    pub fn f64s(&self) -> Vec<f64> {
        self.take().dyn_ref::<Float64Array>().map_or_else(|| self.no_column(), Float64Array::to_vec)
    }

    fn take(&self) -> wasm_bindgen::JsValue {
        let at = self.next.get();
        self.next.set(at + 1);
        self.list.get(at)
    }

    fn no_column<T>(&self) -> Vec<T> {
        self.fail("not the typed array that was expected");
        Vec::new()
    }

    /// A text of the dictionary.
    #[inline(never)]
    pub fn text(&self, index: u32) -> Rc<str> {
        self.texts.get(index as usize).cloned().unwrap_or_else(|| {
            self.fail("a text that is not there");
            Rc::default()
        })
    }

    /// A set of the dictionary.
    #[inline(never)]
    pub fn set(&self, index: u32) -> Rc<ProcSet> {
        if let Some(set) = self.sets.borrow_mut().get_mut(index as usize) {
            return Rc::clone(set.get_or_insert_with(|| self.make_set(index)));
        }
        self.fail("a set that is not there");
        Rc::default()
    }

    /// A set of the dictionary, which is there. A function of its own.
    #[inline(never)]
    fn make_set(&self, index: u32) -> Rc<ProcSet> {
        let set = ProcSet::from_canonical(self.intervals_of(index));
        Rc::new(set.unwrap_or_else(|| {
            self.fail("intervals that are no set");
            ProcSet::default()
        }))
    }

    /// The blocks that sets of the dictionary are, list by list: one each, or one for each rank of a set that is split.
    #[inline(never)]
    pub fn blocks(&self, sets: &[u32], splits: &[u32]) -> Lists<Interval> {
        let mut blocks = Lists::with_capacity(sets.len());
        for (set, split) in sets.iter().zip(splits) {
            if *set as usize >= self.set_lists.len() {
                self.fail("a set that is not there");
                break;
            }
            self.append_blocks(&mut blocks, *set, *split != 0);
        }
        blocks
    }

    /// Adds a block, or one for each rank. A function of its own.
    #[inline(never)]
    fn append_blocks(&self, blocks: &mut Lists<Interval>, set: u32, split: bool) {
        let intervals: Vec<Interval> = self.intervals_of(set).collect();
        if !are_canonical(&intervals) {
            return self.fail("intervals that are no set");
        }
        if !split {
            return blocks.push(intervals);
        }
        for Interval { first, last } in intervals {
            blocks.push_each((first..=last).map(|rank| Interval { first: rank, last: rank }));
        }
    }

    fn intervals_of(&self, set: u32) -> impl Iterator<Item = Interval> {
        let pairs = self.bounds[self.set_lists.of(set as usize)].chunks_exact(2);
        pairs.map(|pair| Interval { first: pair[0], last: pair[1] })
    }

    /// The number of rows of columns of these lengths; none if they differ.
    #[inline(never)]
    pub fn rows(&self, lengths: &[usize]) -> Range<usize> {
        if lengths.iter().any(|length| *length != lengths[0]) {
            self.fail("columns of different lengths");
            return 0..0;
        }
        0..lengths[0]
    }

    /// The lists that these ends make of a number of items.
    #[inline(never)]
    pub fn lists(&self, ends: Vec<u32>, items: usize) -> ListEnds {
        if !ends.is_sorted() || ends.last().copied().unwrap_or(0) as usize != items {
            self.fail("the ends of lists do not ascend to the number of items");
            return ListEnds::default();
        }
        ListEnds::new(ends)
    }

    /// A number that must be a safe integer of JavaScript.
    #[allow(clippy::float_cmp)] // it is the same number or it is none
    #[inline(never)]
    pub fn integer(&self, number: f64) -> Seconds {
        const SAFE: Seconds = 9_007_199_254_740_991;
        let integer = number as Seconds;
        if integer as f64 != number || integer.abs() > SAFE {
            self.fail("a number that is no safe integer");
        }
        integer
    }

    /// The same, not negative.
    #[inline(never)]
    pub fn natural(&self, number: f64) -> u64 {
        u64::try_from(self.integer(number)).unwrap_or_else(|_| {
            self.fail("a number that is negative");
            0
        })
    }
}
