//! What is wrong with a job itself: a type (R3.3), or all of its moldables (R9.5).

use super::Reason;
use crate::cycle::{Batch, Cycle};
use crate::model::{Count, Job, Moldable, TypeFault};

/// Something wrong with a job, and its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub kind: FlawKind,
    /// Which of its types or moldables.
    pub at: usize,
    /// Which group of the moldable, in listed order.
    pub group: usize,
    /// Which level of the group.
    pub level: usize,
}

/// What can be wrong with a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlawKind {
    /// A type is malformed.
    Type(TypeFault),
    /// It has no moldable.
    NoMoldable,
    /// It is a reservation, and is to be placed in the set of a container (R15.2, 1).
    InnerReservation,
    /// A walltime below 1.
    Walltime,
    /// No group.
    NoGroup,
    /// A group without a level.
    NoLevel,
    /// A count that is none.
    Count,
    /// A level that the site does not have.
    UnknownLevel,
}

impl FlawKind {
    /// Its number in what crosses the border, from 1.
    pub fn number(self) -> u8 {
        match self {
            Self::Type(fault) => 1 + fault as u8,
            Self::NoMoldable => 5,
            Self::InnerReservation => 6,
            Self::Walltime => 7,
            Self::NoGroup => 8,
            Self::NoLevel => 9,
            Self::Count => 10,
            Self::UnknownLevel => 11,
        }
    }
}

impl Cycle {
    /// What is wrong with a job that was left out for this reason; `None` if the reason is another one.
    pub(super) fn flaw(&self, batch: &Batch<'_>, job: &Job, reason: Reason) -> Option<Flaw> {
        if !matches!(reason, Reason::InvalidRequest | Reason::UnknownLevel) {
            return None;
        }
        let flaw = |kind: FlawKind, at: usize| Flaw { kind, at, group: 0, level: 0 };
        if let Some(malformed) = job.malformed {
            return Some(flaw(FlawKind::Type(malformed.fault), malformed.at));
        }
        if job.moldables.is_empty() {
            return Some(flaw(FlawKind::NoMoldable, 0));
        }
        let mut considered = job.moldables.iter().enumerate();
        if job.reservation.is_some() {
            if job.types.inner.is_some() {
                return Some(flaw(FlawKind::InnerReservation, 0));
            }
            considered = job.moldables[..1].iter().enumerate();
        }
        considered.find_map(|(at, moldable)| {
            let found = self.flaw_of_moldable(batch, at, moldable)?;
            let unknown = found.kind == FlawKind::UnknownLevel;
            (unknown == (reason == Reason::UnknownLevel)).then_some(found)
        })
    }

    /// The first thing wrong with a moldable; what makes it invalid comes before what makes it unknown (R9.5).
    fn flaw_of_moldable(&self, batch: &Batch<'_>, at: usize, moldable: &Moldable) -> Option<Flaw> {
        let flaw = |kind: FlawKind, group: usize, level: usize| Some(Flaw { kind, at, group, level });
        if moldable.walltime < 1 {
            return flaw(FlawKind::Walltime, 0, 0);
        }
        let groups = batch.request(moldable.request);
        if groups.is_empty() {
            return flaw(FlawKind::NoGroup, 0, 0);
        }
        for (at, group) in groups.iter().enumerate() {
            if group.levels.is_empty() {
                return flaw(FlawKind::NoLevel, at, 0);
            }
            if let Some(level) = group.levels.iter().position(|(_, count)| Count::read(*count).is_none()) {
                return flaw(FlawKind::Count, at, level);
            }
        }
        let unknown = groups.iter().enumerate().find_map(|(at, group)| {
            let level = group.levels.iter().position(|(name, _)| self.layout.level(name).is_none())?;
            Some((at, level))
        });
        unknown.and_then(|(group, level)| flaw(FlawKind::UnknownLevel, group, level))
    }
}
