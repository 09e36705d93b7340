//! A request compiled for a layout: names looked up, filters as rows, the blocks of each level under
//! those of the level above.

use super::Demand;
use super::filters::Filters;
use super::group::GroupPlan;
use crate::by_number::ByNumber;
use crate::model::{Count, Group, Request, Seconds};
use crate::order::ascending;
use crate::timeline::{Layout, LevelId};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// A request that can be searched.
#[derive(Debug)]
pub struct Plan {
    groups: Vec<GroupPlan>,
    groups_may_overlap: bool,
    family: usize,
    count: u64,
    words: Range<usize>,
    least: u64,
    constant: bool,
}

/// Why a request cannot be searched (R9.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestFault {
    /// No group, a group without a level, or a count that is none.
    Invalid,
    /// A level name that is not in the hierarchy, and nothing of the above.
    UnknownLevel,
}

/// Compiles the requests of a round, and remembers what they have in common.
#[derive(Debug)]
pub struct Compiler {
    groups_may_overlap: bool,
    filters: RefCell<Filters>,
    families: RefCell<ByNumber<Vec<u64>, usize>>,
}

impl Compiler {
    /// For a round in which groups may overlap, or not (R9.3).
    pub fn new(groups_may_overlap: bool) -> Self {
        Self { groups_may_overlap, filters: RefCell::default(), families: RefCell::default() }
    }

    /// Compiles a request.
    ///
    /// # Errors
    /// The fault of R9.5 that the request has; the walltime is not its concern.
    pub fn compile(&self, request: &Request, layout: &Layout) -> Result<Plan, RequestFault> {
        let counts = request.iter().map(read_counts).collect::<Option<Vec<_>>>();
        let counts = counts.filter(|counts| !counts.is_empty()).ok_or(RequestFault::Invalid)?;
        let levels = request
            .iter()
            .map(|group| group.levels.iter().map(|(name, _)| layout.level(name)).collect())
            .collect::<Option<Vec<Vec<LevelId>>>>()
            .ok_or(RequestFault::UnknownLevel)?;
        let mut filters = self.filters.borrow_mut();
        let filters: Vec<_> = request.iter().map(|group| filters.of(&group.filter, layout)).collect();
        // R9.2: narrowest filter first, equal ones in listed order.
        let order = ascending(filters.iter().map(|filter| filter.size));
        let groups: Vec<GroupPlan> = order
            .into_iter()
            .map(|group| GroupPlan::new(group, Rc::clone(&filters[group]), &levels[group], &counts[group], layout))
            .collect();
        let (key, count) = family(&groups);
        let mut families = self.families.borrow_mut();
        let next = families.len();
        let family = *families.entry(key).or_insert(next);
        let leasts = groups.iter().map(GroupPlan::least);
        Ok(Plan {
            groups_may_overlap: self.groups_may_overlap,
            family,
            count,
            words: hull(groups.iter().map(|group| layout.words_of(group.leaf().level))),
            least: if self.groups_may_overlap { leasts.max().unwrap_or(0) } else { leasts.sum() },
            constant: groups.len() == 1 && groups[0].is_constant(),
            groups,
        })
    }
}

/// What the requests of a family have in common, and how much this one asks. The requests of a family with one group
/// differ in the count of the last level only. A function of its own.
#[inline(never)]
fn family(groups: &[GroupPlan]) -> (Vec<u64>, u64) {
    let (mut key, mut count) = (Vec::new(), 0);
    for group in groups {
        key.extend([group.filter_number(), group.steps().len() as u64]);
        for step in group.steps() {
            let (kind, number) = step.count.code();
            key.extend([step.level.number() as u64, kind, number]);
        }
    }
    if let ([_], Some(number)) = (groups, key.last_mut()) {
        // 0 for a count that is no number: then it is part of the kind.
        count = std::mem::take(number);
    }
    (key, count)
}

/// The words from the first to the last of some ranges.
fn hull(ranges: impl Iterator<Item = Range<usize>>) -> Range<usize> {
    ranges.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or_default()
}

impl Plan {
    /// The groups in the order in which they are searched (R9.2).
    pub fn groups(&self) -> &[GroupPlan] {
        &self.groups
    }

    /// Whether each group is searched in the whole available set (R9.3).
    pub fn groups_may_overlap(&self) -> bool {
        self.groups_may_overlap
    }

    /// The requests that differ from it only in how much they ask: a number.
    pub fn family(&self) -> usize {
        self.family
    }

    /// What it asks for when its windows are this long.
    pub fn demand(&self, length: Seconds) -> Demand {
        Demand { count: self.count, length }
    }

    /// The words of a row that decide whether it fits: those of its last levels. A block of a last level fits if it
    /// is free; in which blocks above it lies was settled when the request was compiled.
    pub fn words(&self) -> Range<usize> {
        self.words.clone()
    }

    /// The only group; `None`: there are several.
    pub fn only_group(&self) -> Option<&GroupPlan> {
        match &self.groups[..] {
            [group] => Some(group),
            _ => None,
        }
    }

    /// Wherever it fits, it takes at least so many default resources.
    pub fn least(&self) -> u64 {
        self.least
    }

    /// Whether it takes just as many wherever it fits.
    pub fn is_constant(&self) -> bool {
        self.constant
    }
}

/// The counts of a group; `None`: it has no level, or one of them is no count.
fn read_counts(group: &Group) -> Option<Vec<Count>> {
    if group.levels.is_empty() {
        return None;
    }
    group.levels.iter().map(|(_, count)| Count::read(*count)).collect()
}
