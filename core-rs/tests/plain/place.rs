//! Where one job goes: the window search (sections 6, 7, 9 and 14), and reservations (section 15).

use super::slots::HORIZON;
use super::{Fault, Outcome, Plain, Ranks, is_limited, set_of};
use oar_scheduler_redox::model::{Job, Moldable, RequiredState};
use std::collections::BTreeMap;

/// Why a search found nothing, the weightiest first (R16.2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Failure {
    Quota,
    QuotaHorizon,
    NoResources,
}

/// Begin, end and resources.
type Found = (i64, i64, Ranks);

impl Plain<'_> {
    /// R16.1.
    pub(super) fn place(&mut self, job: &Job, ends: &BTreeMap<u64, i64>) -> Outcome {
        let faults: Vec<Option<Fault>> = job.moldables.iter().map(|moldable| self.fault(moldable)).collect();
        if job.malformed.is_some() || job.moldables.is_empty() {
            return Outcome::LeftOut("invalid_request");
        }
        if faults.iter().all(Option::is_some) {
            let unknown = faults.contains(&Some(Fault::UnknownLevel));
            return Outcome::LeftOut(if unknown { "unknown_level" } else { "invalid_request" });
        }
        let mut earliest = self.round.platform.now;
        for dependency in &job.dependencies {
            match dependency.state {
                RequiredState::Satisfied => {}
                RequiredState::Waiting if ends.contains_key(&dependency.job) => {
                    earliest = earliest.max(ends[&dependency.job] + 1);
                }
                _ => return Outcome::LeftOut("dependency"),
            }
        }
        let Some(slots) = self.sets.get_mut(set_of(job)) else { return Outcome::LeftOut("no_slot_set") };
        slots.cut(earliest);
        let valid = job.moldables.iter().enumerate().filter(|(index, _)| faults[*index].is_none());
        let (mut best, mut failure): (Option<(usize, Found)>, _) = (None, Failure::NoResources);
        for (index, moldable) in valid {
            match self.search(job, moldable, earliest) {
                Ok(found) if best.as_ref().is_none_or(|(_, best)| found.1 < best.1) => best = Some((index, found)),
                Ok(_) => {}
                Err(other) => failure = failure.min(other),
            }
        }
        match (best, failure) {
            (Some((moldable, (begin, end, resources))), _) => Outcome::Placed { moldable, begin, end, resources },
            (None, Failure::Quota) => Outcome::LeftOut("quota"),
            (None, Failure::QuotaHorizon) => Outcome::LeftOut("quota_horizon"),
            (None, Failure::NoResources) => Outcome::LeftOut("no_resources"),
        }
    }

    /// R7.5 to R7.7, R14.2.
    fn search(&self, job: &Job, moldable: &Moldable, earliest: i64) -> Result<Found, Failure> {
        let slots = &self.sets[set_of(job)];
        let quotas = self.quotas.as_ref().filter(|_| is_limited(job));
        let length = moldable.walltime + self.round.platform.config.pad;
        let mut failure = Failure::NoResources;
        for (begin, free) in slots.windows(job, earliest, length) {
            let end = begin + length - 1;
            let Some(resources) = self.find(moldable, &free) else { continue };
            let Some(quotas) = quotas else { return Ok((begin, end, resources)) };
            if quotas.last_end().is_some_and(|last| end > last) {
                return Err(failure.min(Failure::QuotaHorizon));
            }
            if !quotas.refuse(slots, job, (begin, end), &resources) {
                return Ok((begin, end, resources));
            }
            failure = Failure::Quota;
        }
        Err(failure)
    }

    /// R15.2.
    pub(super) fn reserve(&self, job: &Job) -> Outcome {
        let Some(moldable) = job.moldables.first() else { return Outcome::LeftOut("invalid_request") };
        if job.malformed.is_some() || job.types.inner.is_some() {
            return Outcome::LeftOut("invalid_request");
        }
        match self.fault(moldable) {
            Some(Fault::Invalid) => return Outcome::LeftOut("invalid_request"),
            Some(Fault::UnknownLevel) => return Outcome::LeftOut("unknown_level"),
            None => {}
        }
        let (now, pad) = (self.round.platform.now, self.round.platform.config.pad);
        let requested = job.reservation.expect("a reservation");
        if now >= requested + moldable.walltime + pad {
            return Outcome::LeftOut("ar_too_old");
        }
        let begin = requested.max(now);
        let tested = begin + moldable.walltime - 1;
        let end = tested + pad;
        if end > HORIZON {
            return Outcome::LeftOut("ar_out_of_range");
        }
        let main = &self.sets["default"];
        let Some(resources) = self.find(moldable, &main.free(job, begin, tested)) else {
            return Outcome::LeftOut("ar_no_resources");
        };
        let quotas = self.quotas.as_ref().filter(|_| is_limited(job));
        if quotas.is_some_and(|quotas| quotas.refuse(main, job, (begin, tested), &resources)) {
            return Outcome::LeftOut("ar_quota");
        }
        Outcome::Placed { moldable: 0, begin, end, resources }
    }

    fn find(&self, moldable: &Moldable, free: &Ranks) -> Option<Ranks> {
        let overlap = self.round.platform.config.groups_may_overlap;
        self.site.find(&self.round.workload.requests[moldable.request], free, overlap)
    }

    fn fault(&self, moldable: &Moldable) -> Option<Fault> {
        self.site.fault(moldable.walltime, &self.round.workload.requests[moldable.request])
    }
}
