//! The resources of a site (section 2).

use super::Seconds;
use crate::lists::Lists;
use crate::procset::{Interval, ProcSet};
use std::rc::Rc;

/// The usable resources, how they are arranged, and when they go away.
#[derive(Clone, Debug, Default)]
pub struct ResourceSet {
    /// Usable resources of every type (R2.1).
    pub usable: ProcSet,
    /// The usable ones of type `default` (R2.1).
    pub default: ProcSet,
    /// The hierarchy (R2.2). No two levels have the same name.
    pub levels: Vec<Level>,
    /// Availability dates, in any order (R2.3).
    pub withdrawals: Vec<Withdrawal>,
}

/// A named partition of resources into blocks.
#[derive(Clone, Debug)]
pub struct Level {
    /// The name that requests use.
    pub name: String,
    /// The blocks in the order of the inventory. They may be scattered, and hold usable resources
    /// only; empty ones are dropped by whoever reads them (R2.2). For each of them the intervals of a set: most are a
    /// single core, and a set of its own for each would be memory to get and to give back once for every core.
    pub blocks: Lists<Interval>,
}

impl Level {
    /// A level whose blocks are these sets.
    pub fn new(name: impl Into<String>, blocks: impl IntoIterator<Item = ProcSet>) -> Self {
        let blocks = blocks.into_iter().map(|block| block.intervals().to_vec()).collect();
        Self { name: name.into(), blocks }
    }
}

/// These resources are withdrawn from that date on, that second included (R2.3).
#[derive(Clone, Debug)]
pub struct Withdrawal {
    /// Epoch seconds.
    pub date: Seconds,
    /// What is withdrawn.
    pub resources: Rc<ProcSet>,
}

impl Withdrawal {
    /// The dates that withdraw nothing: "never" in the two spellings of the inventory, and "no
    /// wake-up", which says nothing of a resource that is already there (R2.4).
    pub const NEVER: [Seconds; 4] = [0, 1, 2_147_483_646, 2_147_483_647];

    /// Whether the date withdraws anything (R2.4).
    pub fn counts(&self) -> bool {
        !Self::NEVER.contains(&self.date)
    }
}
