//! A request compiled for a layout: names looked up, filters as rows, the blocks of each level under
//! those of the level above.

use crate::hierarchy::{self, Known};
use crate::model::{Count, Group, Request};
use crate::order::ascending;
use crate::timeline::{Children, Layout, LevelId, bits};
use std::ops::Range;
use std::rc::Rc;

/// A request that can be searched.
#[derive(Debug)]
pub struct Plan {
    groups: Vec<GroupPlan>,
    groups_may_overlap: bool,
}

/// A group: its filter, and one step for each level.
#[derive(Debug)]
pub struct GroupPlan {
    number: usize,
    filter: Vec<u64>,
    steps: Vec<Step>,
    top: Vec<Range<usize>>,
}

/// A level of a group.
#[derive(Debug)]
pub struct Step {
    /// Which level.
    pub level: LevelId,
    /// The bit of its block 0.
    pub first_bit: usize,
    /// How many of its blocks are wanted.
    pub count: Count,
    /// The blocks of the next level in each of its blocks; `None`: this is the last level.
    pub children: Option<Rc<Children>>,
    /// Whether a block of this level may be walked in more than one block of the level above.
    pub shared: bool,
    /// For ALL: the blocks that would succeed if all usable resources of the filter were free (R8.5);
    /// empty for other counts.
    pub potential: Vec<u64>,
}

/// Why a request cannot be searched (R9.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestFault {
    /// No group, a group without a level, or a count that is none.
    Invalid,
    /// A level name that is not in the hierarchy, and nothing of the above.
    UnknownLevel,
}

impl Plan {
    /// Compiles a request.
    ///
    /// # Errors
    /// The fault of R9.5 that the request has; the walltime is not its concern.
    pub fn compile(request: &Request, layout: &Layout, groups_may_overlap: bool) -> Result<Self, RequestFault> {
        let counts = request.iter().map(read_counts).collect::<Option<Vec<_>>>();
        let counts = counts.filter(|counts| !counts.is_empty()).ok_or(RequestFault::Invalid)?;
        let levels = request
            .iter()
            .map(|group| group.levels.iter().map(|(name, _)| layout.level(name)).collect())
            .collect::<Option<Vec<Vec<LevelId>>>>()
            .ok_or(RequestFault::UnknownLevel)?;
        // R9.2: narrowest filter first, equal ones in listed order.
        let order = ascending(request.iter().map(|group| layout.size(&group.filter) as u64));
        let groups = order
            .into_iter()
            .map(|group| GroupPlan::new(group, &request[group], &levels[group], &counts[group], layout))
            .collect();
        Ok(Self { groups, groups_may_overlap })
    }

    /// The groups in the order in which they are searched (R9.2).
    pub fn groups(&self) -> &[GroupPlan] {
        &self.groups
    }

    /// Whether each group is searched in the whole available set (R9.3).
    pub fn groups_may_overlap(&self) -> bool {
        self.groups_may_overlap
    }

    /// Whether more free resources never make the request fail (see [`hierarchy::each_group_fits`]).
    pub fn is_monotone(&self) -> bool {
        self.groups_may_overlap || self.groups.len() == 1
    }
}

/// The counts of a group; `None`: it has no level, or one of them is no count.
fn read_counts(group: &Group) -> Option<Vec<Count>> {
    if group.levels.is_empty() {
        return None;
    }
    group.levels.iter().map(|(_, count)| Count::read(*count)).collect()
}

impl GroupPlan {
    fn new(number: usize, group: &Group, levels: &[LevelId], counts: &[Count], layout: &Layout) -> Self {
        let filter = layout.row(&group.filter);
        let mut steps: Vec<Step> = Vec::with_capacity(levels.len());
        // From the last level upwards: what ALL asks of a level depends on the levels below it.
        for (at, (level, count)) in levels.iter().zip(counts).enumerate().rev() {
            let children = levels.get(at + 1).map(|lower| layout.children(*level, *lower));
            steps.insert(
                0,
                Step {
                    level: *level,
                    first_bit: layout.first_bit(*level),
                    count: *count,
                    children,
                    shared: false,
                    potential: Vec::new(),
                },
            );
            let shared = steps[0].children.as_ref().is_some_and(|children| children.are_shared());
            if let Some(below) = steps.get_mut(1) {
                below.shared = shared;
            }
            if *count == Count::All {
                steps[0].potential = potential(&steps, layout.blocks(*level), &filter);
            }
        }
        Self {
            number,
            filter,
            steps,
            // The blocks of the first level: one run of them all, in a list like those of the others.
            top: std::iter::once(0..layout.blocks(levels[0])).collect(),
        }
    }

    /// Which of the request's groups it is, in listed order.
    pub fn number(&self) -> usize {
        self.number
    }

    /// What the group may use, as a row.
    pub fn filter(&self) -> &[u64] {
        &self.filter
    }

    /// The levels, parent first.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The last level.
    pub fn leaf(&self) -> &Step {
        &self.steps[self.steps.len() - 1]
    }

    /// Whether a level of it needs more blocks than it takes (R8.4).
    pub fn takes_half(&self) -> bool {
        self.steps.iter().any(|step| step.count == Count::HalfBest)
    }

    /// The blocks of the first level.
    pub fn top(&self) -> &[Range<usize>] {
        &self.top
    }
}

fn potential(steps: &[Step], blocks: usize, filter: &[u64]) -> Vec<u64> {
    let mut potential = vec![0; bits::words_for(blocks)];
    let mut found = Vec::new();
    let mut known = Known::new();
    for block in 0..blocks {
        if hierarchy::try_block(steps, block, filter, &mut known, &mut found) {
            bits::set(&mut potential, block);
        }
        found.clear();
    }
    potential
}
