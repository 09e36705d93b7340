//! Which resources a request takes from what is available (sections 8 and 9, R9.1 to R9.3).

use crate::model::Count;
use crate::order::ascending;
use crate::search::{GroupPlan, Plan, Step};
use crate::timeline::{Layout, bits};
use std::collections::HashMap;
use std::ops::Range;

/// Searches all groups of a request in a row of free resources. Gives the claim of the union of what
/// they take, or `None` if a group is not found.
///
/// `row` must keep the invariant of [`Layout`]. `scratch` is memory to work in.
pub fn find(layout: &Layout, plan: &Plan, row: &[u64], scratch: &mut Scratch) -> Option<Vec<u64>> {
    find_each(layout, plan, row, scratch, |_, _| {})
}

/// The same; tells of each group which blocks of its last level it takes.
pub fn find_each<'a>(
    layout: &Layout,
    plan: &'a Plan,
    row: &[u64],
    scratch: &mut Scratch,
    mut tell: impl FnMut(&'a GroupPlan, &[usize]),
) -> Option<Vec<u64>> {
    let mut claim = vec![0; layout.words()];
    for group in plan.groups() {
        scratch.row.clear();
        scratch.row.extend_from_slice(row);
        if !plan.groups_may_overlap() {
            bits::and_not(&mut scratch.row, &claim);
        }
        if !find_group(group, scratch) {
            return None;
        }
        for block in &scratch.found {
            layout.claim_block(&mut claim, group.leaf().level, *block);
        }
        tell(group, &scratch.found);
    }
    Some(claim)
}

/// Whether each group for itself would be found in a row. More free resources never turn a yes into
/// a no, which does not hold for [`find`]: one more free resource can complete an earlier block, the
/// first group then takes that one, and what it leaves may no longer do for the second. So this, not
/// `find`, tells whether a larger window can be passed over; where `find` succeeds this says yes.
pub fn each_group_fits(plan: &Plan, row: &[u64], scratch: &mut Scratch) -> bool {
    plan.groups().iter().all(|group| {
        scratch.row.clear();
        scratch.row.extend_from_slice(row);
        find_group(group, scratch)
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
        let (mut known, mut most) = (Known::new(), 0);
        for parent in 0..parents {
            let (mut found, mut missed) = (0, false);
            for block in blocks(parent).iter().flat_map(Clone::clone) {
                if try_block(&steps[at..], block, &available, &mut known, &mut Vec::new()) {
                    found += 1;
                } else if step.count == Count::All {
                    missed |= bits::test(&step.potential, block);
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

/// What blocks gave that can be reached in several ways: number of steps from a block's level down, and the
/// block; `None`: it fails. A block's success does not depend on the block above it. Without this the
/// time would double with each level of a request whose blocks overlap.
pub type Known = HashMap<(usize, usize), Option<Vec<usize>>>;

/// Memory that a search reuses.
#[derive(Debug, Default)]
pub struct Scratch {
    /// What is available to the group that is searched.
    row: Vec<u64>,
    /// The blocks of the last level that were found.
    found: Vec<usize>,
    known: Known,
}

fn find_group(group: &GroupPlan, scratch: &mut Scratch) -> bool {
    bits::and(&mut scratch.row, group.filter());
    scratch.found.clear();
    scratch.known.clear();
    walk(group.steps(), group.top(), &scratch.row, &mut scratch.known, &mut scratch.found)
}

/// Walks these blocks of the first of the steps, in order, and appends to `found` the blocks of the
/// last level that they gave. Nothing is appended when it fails.
///
/// Every block that is walked lies wholly in the block above it (R8.2), and a block of the last level
/// succeeds when its bit is set in `row`, which is available ∩ filter (R8.1). So "the set restricted
/// to the parent" needs no set of its own.
fn walk(steps: &[Step], blocks: &[Range<usize>], row: &[u64], known: &mut Known, found: &mut Vec<usize>) -> bool {
    let step = &steps[0];
    let start = found.len();
    let mut candidates = blocks.iter().flat_map(Clone::clone);
    let succeeds = match step.count {
        Count::First(wanted) => first(wanted, steps, candidates, row, known, found),
        Count::Best => {
            for block in candidates {
                try_block(steps, block, row, known, found);
            }
            found.len() > start
        }
        Count::HalfBest => {
            let mut ends = vec![start];
            for block in candidates {
                if try_block(steps, block, row, known, found) {
                    ends.push(found.len());
                }
            }
            let half = (ends.len() - 1) / 2;
            found.truncate(ends[half]);
            half > 0
        }
        Count::All => {
            let every = candidates
                .all(|block| !bits::test(&step.potential, block) || try_block(steps, block, row, known, found));
            every && found.len() > start
        }
    };
    if !succeeds {
        found.truncate(start);
    }
    succeeds
}

/// R8.3: the first n blocks that succeed.
fn first(
    wanted: u64,
    steps: &[Step],
    candidates: impl Iterator<Item = usize>,
    row: &[u64],
    known: &mut Known,
    found: &mut Vec<usize>,
) -> bool {
    let mut missing = wanted;
    for block in candidates {
        if try_block(steps, block, row, known, found) {
            missing -= 1;
            if missing == 0 {
                return true;
            }
        }
    }
    false
}

/// Whether one block of the first of the steps succeeds, and what it gives.
pub fn try_block(steps: &[Step], block: usize, row: &[u64], known: &mut Known, found: &mut Vec<usize>) -> bool {
    if !steps[0].shared || steps[0].children.is_none() {
        return try_anew(steps, block, row, known, found);
    }
    let key = (steps.len(), block);
    if let Some(given) = known.get(&key) {
        found.extend(given.iter().flatten());
        return given.is_some();
    }
    let start = found.len();
    let succeeds = try_anew(steps, block, row, known, found);
    let all = found.split_off(start);
    let mut given: Vec<usize> =
        ascending(all.iter().map(|block| *block as u64)).into_iter().map(|place| all[place]).collect();
    given.dedup();
    found.extend(&given);
    known.insert(key, succeeds.then_some(given));
    succeeds
}

fn try_anew(steps: &[Step], block: usize, row: &[u64], known: &mut Known, found: &mut Vec<usize>) -> bool {
    if let Some(children) = &steps[0].children {
        return walk(&steps[1..], children.of(block), row, known, found);
    }
    let succeeds = bits::test(row, steps[0].first_bit + block);
    if succeeds {
        found.push(block);
    }
    succeeds
}
