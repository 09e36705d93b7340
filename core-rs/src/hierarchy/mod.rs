//! Which resources a request takes from what is available (sections 8 and 9, R9.1 to R9.3).

mod walk;

pub use walk::Walk;

use crate::model::Count;
use crate::search::{GroupPlan, Plan};
use crate::timeline::{Blocks, Claim, Layout, bits};
use std::ops::Range;
use std::slice;

/// Searches all groups of a request in a row of free resources. Gives the claim of the union of what
/// they take, or `None` if a group is not found.
///
/// `row` must keep the invariant of [`Layout`], as far as the last levels of the groups go. `scratch` is memory to
/// work in.
pub fn find(layout: &Layout, plan: &Plan, row: &[u64], scratch: &mut Scratch) -> Option<Claim> {
    find_each(layout, plan, row, scratch, |_, _| {})
}

/// The same; tells of each group what it takes.
pub fn find_each<'a>(
    layout: &Layout,
    plan: &'a Plan,
    row: &[u64],
    scratch: &mut Scratch,
    mut tell: impl FnMut(&'a GroupPlan, &Claim),
) -> Option<Claim> {
    let mut union: Option<Claim> = None;
    for group in plan.groups() {
        scratch.row.clear();
        scratch.row.extend_from_slice(row);
        bits::and(&mut scratch.row, group.filter());
        if let (Some(taken), false) = (&union, plan.groups_may_overlap()) {
            taken.take_from(&mut scratch.row);
        }
        let mut walk = Walk::new(group.steps(), &scratch.row);
        if !walk.succeeds(0, group.top()) {
            return None;
        }
        scratch.found.clear(layout.blocks(group.leaf().level));
        walk.take(0, group.top(), &mut scratch.found);
        let claim = layout.claim_of_blocks(group.leaf().level, &scratch.found, &mut scratch.runs);
        tell(group, &claim);
        union = Some(union.map_or_else(|| claim.clone(), |union| union.union(&claim, layout.words())));
    }
    union
}

/// What a group takes from a row within its filter, given that it is found there, and in no block of its first level
/// before number `from`.
#[inline(never)]
pub fn take(layout: &Layout, group: &GroupPlan, row: &[u64], from: usize, scratch: &mut Scratch) -> Claim {
    let leaf = group.leaf().level;
    scratch.found.clear(layout.blocks(leaf));
    let blocks = from..group.top_blocks();
    Walk::new(group.steps(), row).take(0, slice::from_ref(&blocks), &mut scratch.found);
    layout.claim_of_blocks(leaf, &scratch.found, &mut scratch.runs)
}

/// Whether each group for itself would be found in a row. More free resources never turn a yes into
/// a no, which does not hold for [`find`]: one more free resource can complete an earlier block, the
/// first group then takes that one, and what it leaves may no longer do for the second. So this, not
/// `find`, tells whether a larger window can be passed over; where `find` succeeds this says yes.
///
/// Of a plan with an only group the row is already within its filter.
pub fn each_group_fits(plan: &Plan, row: &[u64], scratch: &mut Scratch) -> bool {
    if let Some(group) = plan.only_group() {
        return Walk::new(group.steps(), row).succeeds(0, group.top());
    }
    plan.groups().iter().all(|group| {
        scratch.row.clear();
        scratch.row.extend_from_slice(row);
        bits::and(&mut scratch.row, group.filter());
        Walk::new(group.steps(), &scratch.row).succeeds(0, group.top())
    })
}

/// The level at which a group that does not fit in a row fails, as the place of its step, and the most blocks that
/// succeed there within one block of the level above: the lowest such level, since what is missing there is
/// missing above too. `None`: the group fits.
pub fn shortage(group: &GroupPlan, row: &[u64]) -> Option<(usize, usize)> {
    let mut available = row.to_vec();
    bits::and(&mut available, group.filter());
    let steps = group.steps();
    (0..steps.len()).rev().find_map(|at| {
        let parents = match at.checked_sub(1).map(|upper| &steps[upper]) {
            None => 1,
            Some(upper) => upper.children.as_ref().map_or(0, |children| children.len()),
        };
        let blocks = |parent: usize| match at.checked_sub(1).and_then(|upper| steps[upper].children.as_ref()) {
            None => group.top(),
            Some(children) => children.of(parent),
        };
        let step = &steps[at];
        let (mut walk, mut most) = (Walk::new(&steps[at..], &available), 0);
        for parent in 0..parents {
            let (mut found, mut missed) = (0, false);
            for run in blocks(parent) {
                for block in run.clone() {
                    if walk.block_succeeds(0, block) {
                        found += 1;
                    } else if step.count == Count::All {
                        missed |= bits::test(&step.potential, block);
                    }
                }
            }
            let enough = match step.count {
                Count::First(wanted) => found as u64 >= wanted,
                Count::All => found >= 1 && !missed,
                Count::Best => found >= 1,
                Count::HalfBest => found >= 2,
            };
            if enough {
                return None;
            }
            most = most.max(found);
        }
        Some((at, most))
    })
}

/// Memory that searches reuse.
#[derive(Debug, Default)]
pub struct Scratch {
    /// What is available to the group that is searched.
    row: Vec<u64>,
    /// The blocks of the last level that were found.
    found: Blocks,
    /// Their positions.
    runs: Vec<Range<usize>>,
}
