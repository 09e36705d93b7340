//! Of a placed job: why not earlier, and why these resources.

use super::account::{Account, Held, PassedOver, Refused, Taken};
use crate::cycle::{Batch, Candidate, Cycle, Earliest, Ends, Entry, Seeker};
use crate::explain::Reason;
use crate::hierarchy::{self, Scratch, Walk};
use crate::model::{HORIZON, Seconds};
use crate::order::ascending;
use crate::quotas;
use crate::search::{GroupPlan, Plan};
use crate::sharing::Party;
use crate::timeline::{Claim, Holder, Layout, bits};
use std::rc::Rc;

impl Cycle {
    pub(super) fn tell_placed(
        &mut self,
        batch: &Batch<'_>,
        seeker: &Seeker<'_>,
        ends: &Ends,
        found: &Candidate,
        account: &mut Account,
    ) {
        let Ok(earliest) = self.earliest(&seeker.job.dependencies, ends) else { return };
        // What a hook would say of another window, or another moldable, it was not asked.
        if seeker.job.types.hook.is_some() {
            return;
        }
        account.moldables = self.each_moldable(batch, seeker, earliest);
        let moldable = &seeker.job.moldables[found.moldable];
        let Ok(plan) = batch.plan(moldable.request, &self.layout, &self.compiler) else { return };
        if let Some(begin) = self.start_before(seeker, earliest, found.begin) {
            let length = found.end - found.begin;
            let Some(set) = self.sets.of(seeker.job) else { return };
            let free = set.slots.view(&self.layout, &seeker.party).timeline.free(found.begin, found.end);
            account.refused = self.refused(plan, seeker, found, &free, (begin, begin + length));
        }
        account.groups = self.taken(plan, seeker, (found.begin, found.end));
    }

    /// When a job would end with each of its moldables alone.
    pub(super) fn each_moldable(
        &mut self,
        batch: &Batch<'_>,
        seeker: &Seeker<'_>,
        earliest: Earliest,
    ) -> Vec<Result<Seconds, Reason>> {
        let rows = 0..seeker.job.moldables.len();
        rows.map(|row| {
            let moldable = &seeker.job.moldables[row];
            self.plan_of(batch, moldable)?;
            self.first_window(batch, seeker, row, earliest, HORIZON).map(|found| found.end)
        })
        .collect()
    }

    /// The last candidate start before the one that was chosen (R7.5).
    fn start_before(&mut self, seeker: &Seeker<'_>, earliest: Earliest, begin: Seconds) -> Option<Seconds> {
        let set = self.sets.of(seeker.job)?;
        let timeline = &set.slots.view(&self.layout, &seeker.party).timeline;
        let before = timeline.first_from(begin).checked_sub(1)?;
        Some(timeline.begin(before)).filter(|start| *start >= earliest.instant)
    }

    /// What was in the way in a window: the quotas, if the request is found there; otherwise those who hold what
    /// it takes elsewhere, where `available` is free. `HALF_BEST` needs twice what it takes (R8.4): with it, those who
    /// hold anything that the request may use there.
    pub(super) fn refused(
        &mut self,
        plan: &Plan,
        seeker: &Seeker<'_>,
        found: &Candidate,
        available: &[u64],
        (begin, end): (Seconds, Seconds),
    ) -> Option<Refused> {
        let (layout, moldable) = (&self.layout, found.moldable);
        let set = self.sets.of(seeker.job)?;
        let free = set.slots.view(layout, &seeker.party).timeline.free(begin, end);
        let resources = layout.claimed(&found.claim);
        let (holders, refusals) = (Vec::new(), Vec::new());
        let mut refused = Refused { moldable, begin, end, resources, holders, absent: false, refusals };
        if let Some(claim) = hierarchy::find(layout, plan, &free, &mut Scratch::default()) {
            refused.resources = layout.claimed(&claim);
            if let (Some(quotas), Some(who)) = (&mut self.quotas, &seeker.limited) {
                let resources = layout.common_with_defaults(&claim) as u64;
                let candidate = quotas::Candidate { who: Rc::clone(who), begin, end, resources };
                refused.refusals = quotas.refusals(&mut set.counters, &candidate);
            }
            return Some(refused);
        }
        let mut missing = found.claim.row(layout.words());
        if plan.groups().iter().any(GroupPlan::takes_half) {
            for group in plan.groups() {
                bits::or(&mut missing, group.filter());
            }
            bits::and(&mut missing, available);
        }
        bits::and_not(&mut missing, &free);
        refused.holders = held(layout, set, &seeker.party, (begin, end), &missing);
        bits::and_not(&mut missing, &set.slots.unheld(layout).free(begin, end));
        refused.absent = layout.common(&missing, &missing) > 0;
        Some(refused)
    }

    /// What each group takes in a window, and what it passes over.
    pub(super) fn taken(&mut self, plan: &Plan, seeker: &Seeker<'_>, window: (Seconds, Seconds)) -> Vec<Taken> {
        let layout = &self.layout;
        let Some(set) = self.sets.of(seeker.job) else { return Vec::new() };
        let free = set.slots.view(layout, &seeker.party).timeline.free(window.0, window.1);
        let mut groups = Vec::new();
        hierarchy::find_each(layout, plan, &free, &mut Scratch::default(), |group, claim| {
            groups.push((group, claim.clone()));
        });
        let everything = layout.row(&self.platform.resources.usable);
        let taken = |(group, claim): (&GroupPlan, Claim)| {
            let passed = passed_over(group, &everything, |block| {
                let block = layout.claim_of_block(group.steps()[0].level, block);
                block.meets_claim(&claim, layout.resource_words())
            });
            let first_passed = passed.first().map(|block| {
                let row = layout.claim_of_block(group.steps()[0].level, *block).common(group.filter());
                let holders = held(layout, set, &seeker.party, window, &row);
                PassedOver { resources: layout.resources(&row), holders }
            });
            let (group, resources) = (group.number(), layout.claimed(&claim));
            Taken { group, resources, passed: passed.len(), first_passed }
        };
        groups.into_iter().map(taken).collect()
    }
}

/// The blocks of a group's first level that would do if everything were free, that it does not take from, and
/// that come before the last one that it takes from.
fn passed_over(group: &GroupPlan, everything: &[u64], takes_from: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut available = everything.to_vec();
    bits::and(&mut available, group.filter());
    let mut walk = Walk::new(group.steps(), &available);
    let good = (0..group.top_blocks()).filter(|block| walk.block_succeeds(0, *block));
    let good: Vec<(usize, bool)> = good.map(|block| (block, takes_from(block))).collect();
    let last = good.iter().rposition(|(_, taken)| *taken).unwrap_or(0);
    good[..last].iter().filter(|(_, taken)| !taken).map(|(block, _)| *block).collect()
}

/// The jobs that the newcomer may not join and that hold resources of this claim at some time in a window, by
/// ascending id.
fn held(layout: &Layout, set: &Entry, newcomer: &Party, window: (Seconds, Seconds), claim: &[u64]) -> Vec<Held> {
    let holders: Vec<&Holder> = set.slots.holders(layout, newcomer, window, claim).collect();
    let order = ascending(holders.iter().map(|holder| holder.job));
    let tell = |place: usize| {
        let holder = holders[place];
        Held { job: holder.job, until: holder.end, resources: layout.resources(&holder.claim.common(claim)) }
    };
    order.into_iter().map(tell).collect()
}
