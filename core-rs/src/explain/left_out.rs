//! Of a job that is not placed: what is in the way.

use super::account::{Account, Lack, Refused, Shortage};
use crate::cycle::{Batch, Candidate, Cycle, Decision, Earliest, Ends, Placement, Seeker};
use crate::explain::{Reason, Wait};
use crate::hierarchy;
use crate::model::{HORIZON, RequiredState, Seconds};
use crate::search::{Bounds, Plan, Windows, Workspace};
use crate::timeline::{Timeline, bits};

impl Cycle {
    pub(super) fn tell_left_out(
        &mut self,
        batch: &Batch<'_>,
        seeker: &Seeker<'_>,
        ends: &Ends,
        reason: Reason,
        account: &mut Account,
    ) {
        let job = seeker.job;
        account.dependency = job.dependencies.iter().position(|dependency| match dependency.state {
            RequiredState::Satisfied => false,
            RequiredState::Unsatisfied => true,
            RequiredState::Waiting => !ends.contains_key(&dependency.job),
        });
        let searched = matches!(reason, Reason::Quota | Reason::QuotaHorizon | Reason::NoResources);
        let Ok(earliest) = self.earliest(&job.dependencies, ends) else { return };
        if !searched || job.types.hook.is_some() {
            return;
        }
        account.moldables = self.each_moldable(batch, seeker, earliest);
        for moldable in 0..account.moldables.len() {
            // A moldable whose reason is the reported one (R16.2).
            if account.moldables[moldable] == Err(reason) {
                self.tell_not_found(batch, seeker, moldable, earliest, reason, account);
            }
            // Somebody in the way of one says more than that another one never fits.
            if account.refused.is_some() {
                account.lack = None;
                return;
            }
        }
    }

    /// Why a moldable that can be searched is not placed.
    fn tell_not_found(
        &mut self,
        batch: &Batch<'_>,
        seeker: &Seeker<'_>,
        moldable: usize,
        earliest: Earliest,
        reason: Reason,
        account: &mut Account,
    ) {
        let job = seeker.job;
        let Ok(plan) = batch.plan(job.moldables[moldable].request, &self.layout, &self.compiler) else { return };
        let length = self.length(&job.moldables[moldable]);
        if reason == Reason::NoResources {
            self.tell_no_resources(plan, seeker, moldable, earliest, length, account);
            return;
        }
        let Some(set) = self.sets.of(job) else { return };
        let timeline = &set.slots.view(&self.layout, &seeker.party).timeline;
        let bounds = Bounds { length, earliest: earliest.instant, latest: HORIZON };
        if let Some(window) = Windows::new(&self.layout, timeline, plan, bounds, None, &mut Workspace::default()).next()
        {
            let (begin, end) = (window.begin, window.begin + length - 1);
            let free = timeline.free(begin, end);
            let found = Candidate { moldable, begin, end, claim: window.claim };
            account.refused = self.refused(plan, seeker, &found, &free, (begin, end));
        }
    }

    /// No window has the resources: either it would have them if nobody held any, or something never is enough.
    fn tell_no_resources(
        &mut self,
        plan: &Plan,
        seeker: &Seeker<'_>,
        moldable: usize,
        earliest: Earliest,
        length: Seconds,
        account: &mut Account,
    ) {
        if earliest.instant.saturating_add(length - 1) > HORIZON {
            account.lack = account.lack.or(Some(Lack::Horizon { moldable, earliest: earliest.instant }));
            return;
        }
        let Some(set) = self.sets.of(seeker.job) else { return };
        let unheld = set.slots.unheld(&self.layout);
        let bounds = Bounds { length, earliest: earliest.instant, latest: HORIZON };
        let window = Windows::new(&self.layout, &unheld, plan, bounds, None, &mut Workspace::default()).next();
        if let Some(window) = window {
            let (begin, end) = (window.begin, window.begin + length - 1);
            let found = Candidate { moldable, begin, end, claim: window.claim };
            account.refused = self.refused(plan, seeker, &found, &unheld.free(begin, end), (begin, end));
            return;
        }
        let mut ever = vec![0; self.layout.words()];
        for slot in unheld.first_from(earliest.instant)..unheld.len() {
            bits::or(&mut ever, unheld.row(slot));
        }
        self.layout.complete(&mut ever);
        account.lack = account.lack.or_else(|| Some(self.lack(plan, moldable, &ever)));
    }

    /// What is not enough in a row of all that ever exists.
    fn lack(&self, plan: &Plan, moldable: usize, ever: &[u64]) -> Lack {
        let shortage = |row: &[u64]| {
            plan.groups().iter().find_map(|group| {
                let (level, found) = hierarchy::shortage(group, row)?;
                Some(Shortage { moldable, group: group.number(), level, found })
            })
        };
        let everything = self.layout.row(&self.platform.resources.usable);
        if let Some(shortage) = shortage(&everything) {
            return Lack::Site(shortage);
        }
        if hierarchy::find(&self.layout, plan, &everything, &mut hierarchy::Scratch::default()).is_none() {
            return Lack::Groups { moldable };
        }
        shortage(ever).map_or(Lack::TooShort { moldable }, Lack::Set)
    }

    pub(super) fn account_of_reservation(&mut self, batch: &Batch<'_>, row: usize) -> Account {
        let seeker = self.seeker(batch, row);
        let examined = self.examine(batch, &seeker);
        let (plan, asked) = match self.asked(batch, &seeker) {
            Ok(asked) => asked,
            Err(reason) => {
                let flaw = self.flaw(batch, seeker.job, reason);
                return Account { flaw, ..Account::of(Decision::LeftOut(reason)) };
            }
        };
        let tested = (asked.begin, asked.tested);
        match examined {
            Ok(found) => {
                let groups = self.taken(plan, &seeker, tested);
                let (set, wait) = (self.given(&found.claim), Wait::Nothing);
                let placement = Placement { moldable: 0, begin: found.begin, end: found.end, set, wait };
                Account { groups, ..Account::of(Decision::Placed(placement)) }
            }
            Err(reason) => {
                let mut account = Account::of(Decision::LeftOut(reason));
                let unheld = self.sets.main().slots.unheld(&self.layout);
                (account.refused, account.lack) = self.window_of_reservation(plan, &seeker, &unheld, tested);
                account
            }
        }
    }

    /// What is in the way in the one window of a reservation.
    fn window_of_reservation(
        &mut self,
        plan: &Plan,
        seeker: &Seeker<'_>,
        unheld: &Timeline,
        (begin, end): (Seconds, Seconds),
    ) -> (Option<Refused>, Option<Lack>) {
        let exists = unheld.free(begin, end);
        match hierarchy::find(&self.layout, plan, &exists, &mut hierarchy::Scratch::default()) {
            Some(claim) => {
                let found = Candidate { moldable: 0, begin, end, claim };
                (self.refused(plan, seeker, &found, &exists, (begin, end)), None)
            }
            None => (None, Some(self.lack(plan, 0, &exists))),
        }
    }
}
