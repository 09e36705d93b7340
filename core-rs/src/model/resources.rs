//! The resources of a site (section 2).

use super::Seconds;
use crate::procset::ProcSet;
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
    /// only; empty ones are dropped by whoever reads them (R2.2).
    pub blocks: Vec<Rc<ProcSet>>,
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
