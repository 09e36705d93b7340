//! The quotas of a site: rules, and when which rules hold (sections 12 and 13). The host reads the
//! document and lists its faults (R12.10); what comes here has none.

use super::Seconds;
use std::rc::Rc;

/// The quota document.
#[derive(Clone, Debug, Default)]
pub struct Quotas {
    /// Sets of rules. The first is that of the default rules; it is there even without a rule.
    pub sets: Vec<Vec<Rule>>,
    /// The types that are tracked, `*` aside, which always is (R12.5).
    pub tracked: Vec<Rc<str>>,
    /// When which set holds; `None`: the default rules always do (R13.1).
    pub calendar: Option<Calendar>,
}

/// Whom a rule concerns, and what it allows them (R12.2).
#[derive(Clone, Debug)]
pub struct Rule {
    /// The queue.
    pub queue: Field,
    /// The project.
    pub project: Field,
    /// The job type. [`Field::Each`] matches nothing here.
    pub job_type: Field,
    /// The user.
    pub user: Field,
    /// What is allowed.
    pub limits: Limits,
}

/// A field of a rule (R12.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// `*`: all values, one counter.
    Any,
    /// `/`: one counter for each value.
    Each,
    /// One value.
    Is(Rc<str>),
}

impl From<&Rc<str>> for Field {
    fn from(text: &Rc<str>) -> Self {
        match &**text {
            "*" => Self::Any,
            "/" => Self::Each,
            _ => Self::Is(Rc::clone(text)),
        }
    }
}

/// The limits of a rule, each inclusive; `None`: no limit (R12.3). What is compared with them is whole,
/// so their fractions have been cut off.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// Default resources at one time.
    pub resources: Option<u64>,
    /// Jobs at one time.
    pub jobs: Option<u64>,
    /// Resource-seconds in a window.
    pub resource_seconds: Option<u64>,
}

/// When which set of rules holds (section 13). Sets are named by their number.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// `QUOTAS_WINDOW_TIME_LIMIT` in seconds, not negative.
    pub window_limit: Seconds,
    /// The blocks of all periods, in listed order (R13.5).
    pub blocks: Vec<Span>,
    /// The set that fills what the blocks leave free (R13.2).
    pub filler: Option<usize>,
    /// One-shots between local dates, as seconds since 1970 on the local clock, in listed order (R13.6).
    pub one_shots: Vec<Span>,
    /// The local clock, at least one entry, ascending.
    pub clock: Vec<Offset>,
}

/// A set of rules over a part of the local week, in seconds from Monday 00:00, or between two dates.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// First second.
    pub begin: Seconds,
    /// The second after the last one.
    pub end: Seconds,
    /// The set of rules.
    pub set: usize,
}

/// Local time minus UTC from an instant on. The first of a list holds before its instant too.
#[derive(Clone, Copy, Debug)]
pub struct Offset {
    /// Epoch seconds.
    pub from: Seconds,
    /// Seconds.
    pub seconds: Seconds,
}
