//! What worlds are made of: numbers and types.

use oar_scheduler_redox::model::HORIZON;

/// What the numbers of a world are taken from.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary {
    pub now: i64,
    pub ranks: u32,
    pub counts: &'static [f64],
    pub walltimes: &'static [i64],
    pub jobs: usize,
    /// The types a job may have.
    pub types: &'static [&'static [&'static str]],
    /// How likely quotas are, in percent.
    pub quotas: u32,
    /// How likely a calendar is where there are quotas, in percent.
    pub calendar: u32,
    /// How likely a job is to ask for a start, in percent.
    pub reservations: u32,
}

/// One type of each kind, combinations that make sense, and some that are malformed.
const ANY_TYPES: &[&[&str]] = &[
    &[],
    &[],
    &[],
    &[],
    &["besteffort"],
    &["timesharing=*,*"],
    &["timesharing=user,*", "besteffort"],
    &["timesharing=name,*"],
    &["timesharing=name,user"],
    &["placeholder=red"],
    &["placeholder=red", "timesharing=*,*"],
    &["allow=red"],
    &["allowed=red", "timesharing=*,*"],
    &["container"],
    &["container=k"],
    &["container=k", "timesharing=*,*"],
    &["container=l", "inner=k"],
    &["inner=k"],
    &["inner=k", "timesharing=user,*"],
    &["inner=l"],
    &["inner=2"],
    &["inner"],
    &["besteffort", "inner=k", "allow=", "timesharing=*,*"],
    &["no_quotas", "deploy=1"],
];

/// One container name, and jobs in it: windows that are added meet jobs that are there already.
const CONTAINERS: &[&[&str]] = &[
    &["container=k"],
    &["container=k"],
    &["inner=k"],
    &["inner=k"],
    &["inner=k"],
    &["inner=k", "timesharing=*,*"],
    &["inner=k", "container=k"],
];

/// One placeholder name, and jobs that are time-shared as well.
const SHARERS: &[&[&str]] = &[
    &[],
    &["timesharing=*,*"],
    &["timesharing=*,*", "placeholder=red"],
    &["timesharing=*,*", "allow=red"],
    &["timesharing=*,*", "allow=blue"],
    &["timesharing=user,*"],
    &["placeholder=red"],
    &["allow=red"],
];

/// Quota types, alone and with what quotas treat in a way of its own.
const LIMITED_TYPES: &[&[&str]] = &[
    &[],
    &[],
    &[],
    &["deploy"],
    &["deploy=1", "console"],
    &["console", "deploy"],
    &["other", "console", "deploy"],
    &["console"],
    &["no_quotas"],
    &["no_quotas", "deploy"],
    &["besteffort"],
    &["timesharing=*,*"],
    &["timesharing=*,*", "deploy"],
    &["placeholder=red"],
    &["allow=red"],
    &["container=k"],
    &["container=k", "inner=k"],
    &["inner=k"],
    &["inner=k"],
    &["inner=k", "deploy"],
    &["*"],
    &["/"],
];

/// Many different numbers.
pub const BROAD: Vocabulary = Vocabulary {
    now: 1000,
    ranks: 70,
    counts: &[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 3.0, 4.0, 7.0, -1.0, -2.0, -3.0],
    walltimes: &[0, 1, 2, 5, 10, 30, 33, 60, 100, 250, 1000],
    jobs: 24,
    types: ANY_TYPES,
    quotas: 0,
    calendar: 0,
    reservations: 0,
};

/// Few.
pub const TINY: Vocabulary = Vocabulary {
    now: 1000,
    ranks: 9,
    counts: &[1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0, -1.0, -2.0, -3.0],
    walltimes: &[1, 2, 3],
    jobs: 30,
    types: ANY_TYPES,
    quotas: 0,
    calendar: 0,
    reservations: 0,
};

/// Few, in containers that grow.
pub const CONTAINED: Vocabulary =
    Vocabulary { walltimes: &[2, 5, 70, 90], counts: &[1.0, 2.0, -2.0], types: CONTAINERS, ..TINY };

/// Few, on top of each other.
pub const SHARED: Vocabulary = Vocabulary { counts: &[1.0, 2.0, -2.0], types: SHARERS, ..TINY };

/// Few, where time ends.
pub const ENDING: Vocabulary = Vocabulary { now: HORIZON - 70, ..TINY };

/// Few, under quotas.
pub const LIMITED: Vocabulary =
    Vocabulary { counts: &[1.0, 1.0, 2.0, -2.0], types: LIMITED_TYPES, quotas: 100, ..TINY };

/// Few, under quotas that change with time; now and then a job outlasts the week.
pub const SCHEDULED: Vocabulary =
    Vocabulary { walltimes: &[1, 1, 2, 2, 5, 5, 20, 30, 50, 604_800], calendar: 100, reservations: 10, ..LIMITED };

/// Few, many of which ask for a start.
pub const RESERVED: Vocabulary =
    Vocabulary { walltimes: &[1, 2, 3, 20], quotas: 60, calendar: 50, reservations: 40, ..LIMITED };

/// Everything together.
pub const MIXED: Vocabulary = Vocabulary { quotas: 80, calendar: 60, reservations: 15, ..BROAD };

/// Everything together, where time ends.
pub const MIXED_ENDING: Vocabulary = Vocabulary { now: ENDING.now, ..RESERVED };
