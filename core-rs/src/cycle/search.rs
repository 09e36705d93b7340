//! Where one moldable of a job fits first (R7.5 to R7.7), hooks, window limit and quotas included.

use super::{Batch, Cycle};
use crate::explain::Reason;
use crate::hooks::{FindQuestion, HookFault, check_resources};
use crate::model::{Hook, Job, Moldable, Seconds};
use crate::quotas::{self, Counters, Quotas, Who};
use crate::search::{Bounds, Demand, Frontiers, Offers, Plan, Spot, Window, Windows};
use crate::sharing::Party;
use crate::timeline::{Claim, Layout, View};
use std::rc::Rc;

/// A job that is searched for.
pub(crate) struct Seeker<'a> {
    /// Its row in the batch.
    pub row: usize,
    pub job: &'a Job,
    pub party: Party,
    /// As whom it is limited by quotas; `None`: it is not (R12.8).
    pub limited: Option<Rc<Who>>,
}

/// When a job may start, and because of which required job, if any.
#[derive(Clone, Copy)]
pub(crate) struct Earliest {
    pub instant: Seconds,
    pub required: Option<u64>,
}

/// A place found for a moldable.
pub(crate) struct Candidate {
    pub moldable: usize,
    pub begin: Seconds,
    pub end: Seconds,
    pub claim: Claim,
}

/// What becomes of a window in which resources were found (R7.7).
enum Verdict {
    /// It is the one.
    Accepted,
    /// Quotas refuse it.
    Refused,
    /// It ends too late (R14.2).
    TooLate,
}

impl Cycle {
    /// What is looked at of a job when it is searched for.
    pub(crate) fn seeker<'a>(&self, batch: &Batch<'a>, row: usize) -> Seeker<'a> {
        let job = batch.job(row);
        let limits = job.types.container.is_none() && !job.types.no_quotas;
        let limited = self.quotas.as_ref().filter(|_| limits).map(|quotas| quotas.who(job));
        Seeker { row, job, party: Party::of(job), limited }
    }

    /// How long a moldable holds its resources: W (R1.3).
    pub(crate) fn length(&self, moldable: &Moldable) -> Seconds {
        moldable.walltime.saturating_add(self.platform.config.pad)
    }

    /// The first window that does for a moldable and begins not after `latest`; otherwise the reason of R16.1, or any if
    /// its request has a fault.
    pub(crate) fn first_window(
        &mut self,
        batch: &Batch<'_>,
        seeker: &Seeker<'_>,
        moldable: usize,
        earliest: Earliest,
        latest: Seconds,
    ) -> Result<Candidate, Reason> {
        let Moldable { request, .. } = seeker.job.moldables[moldable];
        let plan = batch.plan(request, &self.layout, &self.compiler).map_err(|_| Reason::InvalidRequest)?;
        if seeker.job.types.hook == Some(Hook::Find) {
            return self.first_offer(seeker, moldable, earliest, latest);
        }
        let length = self.length(&seeker.job.moldables[moldable]);
        let set = self.sets.of(seeker.job).ok_or(Reason::NoSlotSet)?;
        let View { timeline, frontiers, .. } = set.slots.view(&self.layout, &seeker.party);
        let (family, demand) = (plan.family(), plan.demand(length));
        let bounds = Bounds { length, earliest: earliest.instant, latest };
        let spot = frontiers.of_family(family).first(demand);
        let mut windows = Windows::new(&self.layout, timeline, plan, bounds, spot, &mut self.work);
        let first = windows.next();
        // A search that did not begin with the set proves nothing about what lies before it.
        let learns = earliest.required.is_none();
        let nowhere = Spot { instant: latest.saturating_add(1), block: 0 };
        if learns {
            frontiers.of_family(family).learn(demand, windows.first_fit().unwrap_or(nowhere));
        }
        let mut judge = Judge::new(&self.layout, self.quotas.as_mut(), &mut set.counters, seeker);
        let first = first.ok_or(Reason::NoResources)?;
        let end = first.begin + length - 1;
        match judge.verdict(first.begin, end, &first.claim) {
            Verdict::Accepted => return Ok(Candidate { moldable, begin: first.begin, end, claim: first.claim }),
            Verdict::TooLate => return Err(Reason::QuotaHorizon),
            Verdict::Refused => {}
        }
        let allowed = Refused { plan, frontiers, demand, learns, nowhere }.first_allowed(&mut windows, &mut judge);
        let Window { begin, claim } = allowed.ok_or(Reason::Quota)?;
        Ok(Candidate { moldable, begin, end: begin + length - 1, claim })
    }

    /// The same for a job whose find hook decides in each window (R17.1). Nothing is known of what it finds, so
    /// every window that offers anything is tried, and no memory is used or filled (R17.2). A function of its own.
    #[inline(never)]
    fn first_offer(
        &mut self,
        seeker: &Seeker<'_>,
        moldable: usize,
        earliest: Earliest,
        latest: Seconds,
    ) -> Result<Candidate, Reason> {
        let length = self.length(&seeker.job.moldables[moldable]);
        let set = self.sets.of(seeker.job).ok_or(Reason::NoSlotSet)?;
        let timeline = &set.slots.view(&self.layout, &seeker.party).timeline;
        let ask = |(begin, row): (Seconds, Vec<u64>)| {
            let offered = self.layout.resources(&row);
            let (end, first) = (begin + length - 1, begin == timeline.begin(0));
            let question = FindQuestion { row: seeker.row, moldable, begin, end, first, offered: &offered };
            let given = self.hooks.find(&question).map_err(Reason::HookFailed)?;
            match check_resources(&self.layout, &row, &given) {
                Ok(claim) => Ok(Some(Window { begin, claim })),
                Err(HookFault::Nothing) => Ok(None),
                Err(fault) => Err(Reason::HookFailed(fault)),
            }
        };
        let offers = Offers::new(timeline, Bounds { length, earliest: earliest.instant, latest });
        let windows = offers.filter_map(|offer| ask(offer).transpose());
        Judge::new(&self.layout, self.quotas.as_mut(), &mut set.counters, seeker).first(windows, moldable, length)
    }
}

/// A search whose first window was refused by quotas. From there on they are part of what is asked.
struct Refused<'a> {
    plan: &'a Plan,
    frontiers: &'a mut Frontiers,
    demand: Demand,
    /// Whether what is found says anything of later searches.
    learns: bool,
    /// Behind the last window.
    nowhere: Spot,
}

impl Refused<'_> {
    /// The next window that quotas allow. A function of its own: few jobs come here.
    #[inline(never)]
    fn first_allowed(self, windows: &mut Windows<'_>, judge: &mut Judge<'_>) -> Option<Window> {
        let Self { plan, frontiers, demand, learns, nowhere } = self;
        let kind = judge.lasting_kind().filter(|_| plan.is_constant());
        if let Some(spot) = kind.and_then(|kind| frontiers.of_class(plan.family(), kind).first(demand)) {
            windows.pass(spot.instant - 1);
        }
        let found = loop {
            let window = windows.next_unblocked(&mut |from, to| judge.blocked(plan.least(), from, to));
            let Some(window) = window else { break None };
            match judge.verdict(window.begin, window.begin + demand.length - 1, &window.claim) {
                Verdict::Accepted => break Some(window),
                Verdict::TooLate => break None,
                Verdict::Refused => {}
            }
        };
        if let Some(kind) = kind.filter(|_| learns) {
            let spot = found.as_ref().map_or(nowhere, |found| Spot { instant: found.begin, block: 0 });
            frontiers.of_class(plan.family(), kind).learn(demand, spot);
        }
        found
    }
}

/// What decides on the windows in which resources were found (R7.7).
struct Judge<'a> {
    layout: &'a Layout,
    quotas: Option<&'a mut Quotas>,
    counters: &'a mut Counters,
    limited: Option<&'a Rc<Who>>,
}

impl<'a> Judge<'a> {
    fn new(
        layout: &'a Layout,
        quotas: Option<&'a mut Quotas>,
        counters: &'a mut Counters,
        seeker: &'a Seeker<'_>,
    ) -> Self {
        Self { layout, quotas, counters, limited: seeker.limited.as_ref() }
    }

    /// The first of these windows that passes; otherwise the reason of R16.1.
    fn first(
        &mut self,
        windows: impl Iterator<Item = Result<Window, Reason>>,
        moldable: usize,
        length: Seconds,
    ) -> Result<Candidate, Reason> {
        let mut reason = Reason::NoResources;
        for window in windows {
            let Window { begin, claim } = window?;
            let end = begin + length - 1;
            match self.verdict(begin, end, &claim) {
                Verdict::Accepted => return Ok(Candidate { moldable, begin, end, claim }),
                Verdict::Refused => reason = Reason::Quota,
                Verdict::TooLate if reason == Reason::Quota => return Err(reason),
                Verdict::TooLate => return Err(Reason::QuotaHorizon),
            }
        }
        Err(reason)
    }

    /// The number of the kind of job, if what quotas refuse it at an instant they go on refusing.
    fn lasting_kind(&mut self) -> Option<usize> {
        self.quotas.as_mut()?.lasting_kind(self.limited?)
    }

    /// The last second of [from, to] in which quotas have no room for so many resources.
    fn blocked(&mut self, resources: u64, from: Seconds, to: Seconds) -> Option<Seconds> {
        self.quotas.as_mut()?.blocked(self.counters, self.limited?, resources, (from, to))
    }

    /// The window limit (R14.2), then the quotas.
    fn verdict(&mut self, begin: Seconds, end: Seconds, claim: &Claim) -> Verdict {
        let (Some(quotas), Some(who)) = (&mut self.quotas, self.limited) else { return Verdict::Accepted };
        if end > quotas.last_end() {
            return Verdict::TooLate;
        }
        let resources = self.layout.common_with_defaults(claim) as u64;
        let candidate = quotas::Candidate { who: Rc::clone(who), begin, end, resources };
        if quotas.refuse(self.counters, &candidate) { Verdict::Refused } else { Verdict::Accepted }
    }
}
