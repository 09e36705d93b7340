//! New advance reservations (section 15): one window, tested and held, or refused.

use crate::cycle::{Batch, Candidate, Cycle, Placement, Seeker};
use crate::explain::{Reason, Wait};
use crate::hierarchy::{self, Scratch};
use crate::model::{HORIZON, Moldable, Seconds};
use crate::quotas;
use crate::search::{Plan, RequestFault};
use std::rc::Rc;

/// The window that a reservation asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// First second.
    pub begin: Seconds,
    /// Last second, inclusive, pad included.
    pub end: Seconds,
    /// Last second of the tested window: the pad is held but not tested (R15.3).
    pub tested: Seconds,
}

impl Cycle {
    /// Accepts or refuses a reservation (R15.2, R15.3). A refusal cuts nothing.
    pub(crate) fn reserve(&mut self, batch: &Batch<'_>, row: usize) -> Result<Placement, Reason> {
        let seeker = self.seeker(batch, row);
        let found = self.examine(batch, &seeker)?;
        Ok(self.take(seeker, found, Wait::Nothing))
    }

    /// What a reservation would hold. It holds nothing yet.
    pub(crate) fn examine(&mut self, batch: &Batch<'_>, seeker: &Seeker<'_>) -> Result<Candidate, Reason> {
        let (plan, asked) = self.asked(batch, seeker)?;
        let main = self.sets.main();
        let available = main.slots.view(&self.layout, &seeker.party).timeline.free(asked.begin, asked.tested);
        let claim = hierarchy::find(&self.layout, plan, &available, &mut Scratch::default());
        let claim = claim.ok_or(Reason::ReservationNoResources)?;
        if let (Some(quotas), Some(who)) = (&mut self.quotas, &seeker.limited) {
            let resources = self.layout.common_with_defaults(&claim) as u64;
            let (begin, end) = (asked.begin, asked.tested);
            let candidate = quotas::Candidate { who: Rc::clone(who), begin, end, resources };
            if quotas.refuse(&mut main.counters, &candidate) {
                return Err(Reason::ReservationQuota);
            }
        }
        Ok(Candidate { moldable: 0, begin: asked.begin, end: asked.end, claim })
    }

    /// Checks 1 to 4 of R15.2: the request of the first moldable, and the window.
    pub(crate) fn asked<'b>(&self, batch: &'b Batch<'_>, seeker: &Seeker<'_>) -> Result<(&'b Plan, Asked), Reason> {
        let job = seeker.job;
        let (Some(moldable), None, None) = (job.moldables.first(), &job.malformed, &job.types.inner) else {
            return Err(Reason::InvalidRequest);
        };
        let plan = self.plan_of(batch, moldable)?;
        let (now, length) = (self.platform.now, self.length(moldable));
        let requested = job.reservation.unwrap_or(now);
        if now >= requested.saturating_add(length) {
            return Err(Reason::ReservationTooOld);
        }
        let begin = requested.max(now);
        let end = begin.saturating_add(length - 1);
        if end > HORIZON {
            return Err(Reason::ReservationOutOfRange);
        }
        Ok((plan, Asked { begin, end, tested: end - self.platform.config.pad }))
    }

    /// The request of a moldable, or its fault (R9.5).
    pub(crate) fn plan_of<'b>(&self, batch: &'b Batch<'_>, moldable: &Moldable) -> Result<&'b Plan, Reason> {
        if moldable.walltime < 1 {
            return Err(Reason::InvalidRequest);
        }
        batch.plan(moldable.request, &self.layout, &self.compiler).map_err(|fault| match fault {
            RequestFault::Invalid => Reason::InvalidRequest,
            RequestFault::UnknownLevel => Reason::UnknownLevel,
        })
    }
}
