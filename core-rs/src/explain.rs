//! Why a job is where it is, or nowhere (section 16).

/// Why a job is not placed (R16.1). Of the last three, a job whose moldables fail for several reasons has
/// the first (R16.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Cut by the limit of the round (R4.3).
    RoundLimit,
    /// A required job has not been placed, or never will be (R6.1).
    Dependency,
    /// There is no slot set of the name that it is to be placed in (R11.5).
    NoSlotSet,
    /// No window had the resources, or only past the horizon.
    NoResources,
    /// A level name is not in the hierarchy (R9.5).
    UnknownLevel,
    /// A malformed type, no moldable, or none that is well-formed.
    InvalidRequest,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::RoundLimit,
        Self::Dependency,
        Self::NoSlotSet,
        Self::NoResources,
        Self::UnknownLevel,
        Self::InvalidRequest,
    ];

    /// Its name in results.
    pub fn code(self) -> &'static str {
        match self {
            Self::RoundLimit => "round_limit",
            Self::Dependency => "dependency",
            Self::NoSlotSet => "no_slot_set",
            Self::NoResources => "no_resources",
            Self::UnknownLevel => "unknown_level",
            Self::InvalidRequest => "invalid_request",
        }
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
