//! The moldables of a job: a stretch of a list that all jobs share.

use super::Moldable;
use std::ops::{Deref, Range};
use std::rc::Rc;

/// The alternatives of a job, in listed order. Most jobs have one, and a list of its own for each job would be memory to
/// get and to give back ten thousand times in a round.
#[derive(Clone, Debug, Default)]
pub struct Moldables {
    all: Rc<[Moldable]>,
    own: Range<usize>,
}

impl Moldables {
    /// Some that stand side by side among those of all jobs.
    ///
    /// # Panics
    /// The stretch is not within them.
    pub fn within(all: &Rc<[Moldable]>, own: Range<usize>) -> Self {
        assert!(own.start <= own.end && own.end <= all.len(), "a stretch of the list");
        Self { all: Rc::clone(all), own }
    }
}

impl Deref for Moldables {
    type Target = [Moldable];

    fn deref(&self) -> &[Moldable] {
        &self.all[self.own.clone()]
    }
}

impl FromIterator<Moldable> for Moldables {
    fn from_iter<I: IntoIterator<Item = Moldable>>(moldables: I) -> Self {
        let all: Rc<[Moldable]> = moldables.into_iter().collect();
        let own = 0..all.len();
        Self { all, own }
    }
}
