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

/// Many different numbers.
pub const BROAD: Vocabulary = Vocabulary {
    now: 1000,
    ranks: 70,
    counts: &[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 3.0, 4.0, 7.0, -1.0, -2.0, -3.0],
    walltimes: &[0, 1, 2, 5, 10, 30, 33, 60, 100, 250, 1000],
    jobs: 24,
    types: ANY_TYPES,
};

/// Few.
pub const TINY: Vocabulary = Vocabulary {
    now: 1000,
    ranks: 9,
    counts: &[1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0, -1.0, -2.0, -3.0],
    walltimes: &[1, 2, 3],
    jobs: 30,
    types: ANY_TYPES,
};

/// Few, in containers that grow.
pub const CONTAINED: Vocabulary =
    Vocabulary { walltimes: &[2, 5, 70, 90], counts: &[1.0, 2.0, -2.0], types: CONTAINERS, ..TINY };

/// Few, on top of each other.
pub const SHARED: Vocabulary = Vocabulary { counts: &[1.0, 2.0, -2.0], types: SHARERS, ..TINY };

/// Few, where time ends.
pub const ENDING: Vocabulary = Vocabulary { now: HORIZON - 70, ..TINY };
