//! Why a job is where it is, or nowhere (section 16): the reason that every round gives ([`Reason`], [`Wait`]), and
//! the whole account of one job, for which the round is decided again up to that job ([`explain`]).

mod account;
mod flaws;
mod left_out;
mod placed;

pub use account::{Account, Held, Lack, PassedOver, Refused, Shortage, Step, Taken, explain};
pub use flaws::{Flaw, FlawKind};

use crate::hooks::HookFault;

/// Why a job is not placed (R16.1). Of several moldables that fail for several reasons R16.2 says which counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Cut by the limit of the round (R4.3).
    RoundLimit,
    /// A required job has not been placed, or never will be (R6.1).
    Dependency,
    /// There is no slot set of the name that it is to be placed in (R11.5).
    NoSlotSet,
    /// Resources were found, and quotas refused them (R12.9).
    Quota,
    /// Resources were found, but the window ends too late (R14.2).
    QuotaHorizon,
    /// No window had the resources, or only past the horizon.
    NoResources,
    /// A level name is not in the hierarchy (R9.5).
    UnknownLevel,
    /// A malformed type, no moldable, or none that is well-formed.
    InvalidRequest,
    /// Its window is over (R15.2, 3).
    ReservationTooOld,
    /// Its window ends past the horizon (R15.2, 4).
    ReservationOutOfRange,
    /// Its window does not have the resources (R15.2, 5).
    ReservationNoResources,
    /// Quotas refuse its window (R15.2, 6).
    ReservationQuota,
    /// A hook was at fault (R17.2).
    HookFailed(HookFault),
}

/// The codes of the reasons, by their number.
pub const CODES: [&str; 13] = [
    "round_limit",
    "dependency",
    "no_slot_set",
    "quota",
    "quota_horizon",
    "no_resources",
    "unknown_level",
    "invalid_request",
    "ar_too_old",
    "ar_out_of_range",
    "ar_no_resources",
    "ar_quota",
    "hook_failed",
];

impl Reason {
    /// Its number, an index of [`CODES`].
    pub fn number(self) -> usize {
        match self {
            Self::RoundLimit => 0,
            Self::Dependency => 1,
            Self::NoSlotSet => 2,
            Self::Quota => 3,
            Self::QuotaHorizon => 4,
            Self::NoResources => 5,
            Self::UnknownLevel => 6,
            Self::InvalidRequest => 7,
            Self::ReservationTooOld => 8,
            Self::ReservationOutOfRange => 9,
            Self::ReservationNoResources => 10,
            Self::ReservationQuota => 11,
            Self::HookFailed(_) => 12,
        }
    }

    /// Its name in results.
    pub fn code(self) -> &'static str {
        CODES[self.number()]
    }
}

/// What a placed job waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Nothing: it starts with the round.
    Nothing,
    /// The end of a job that it requires.
    Dependency {
        /// Id of that job; of several, the lowest.
        job: u64,
    },
    /// The end of a job that held resources which it takes.
    Resources {
        /// Id of that job; of several, the lowest.
        job: u64,
    },
    /// Neither: its container begins only then, or what it takes was free before, but its groups divided
    /// it in another way.
    Other,
}
