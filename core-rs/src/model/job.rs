//! A job: who asks, and what must have happened before.

use super::{JobTypes, Malformed, Moldables, Seconds};
use crate::procset::ProcSet;
use std::rc::Rc;

/// A job, waiting or already scheduled.
#[derive(Clone, Debug)]
pub struct Job {
    /// Unique in its round.
    pub id: u64,
    /// Name of its queue.
    pub queue: Rc<str>,
    /// Its user; empty: none (R1.5).
    pub user: Rc<str>,
    /// Its project; empty: none.
    pub project: Rc<str>,
    /// Its name; empty: none.
    pub name: Rc<str>,
    /// When it was submitted, epoch seconds (R4.6).
    pub submission: f64,
    /// Quality of service (R4.6).
    pub qos: f64,
    /// Niceness (R4.6).
    pub nice: f64,
    /// What its types say, up to the first malformed one (R3.6).
    pub types: Rc<JobTypes>,
    /// The first malformed type, if there is one (R3.3).
    pub malformed: Option<Malformed>,
    /// Where it already is (section 5); `None`: it waits.
    pub held: Option<Held>,
    /// The alternatives of a waiting job, in listed order.
    pub moldables: Moldables,
    /// What it requires of other jobs.
    pub dependencies: Vec<Dependency>,
    /// The requested start of a new advance reservation, epoch seconds; `None`: an ordinary job (R15.1).
    pub reservation: Option<Seconds>,
}

/// The window and the resources of an already scheduled job, taken as given (R5.1).
#[derive(Clone, Debug)]
pub struct Held {
    /// First second.
    pub begin: Seconds,
    /// Last second, inclusive, pad included, not before `begin`.
    pub end: Seconds,
    /// May name resources that are not usable; they are dropped (R2.1).
    pub resources: Rc<ProcSet>,
}

/// One alternative shape of a job.
#[derive(Clone, Debug)]
pub struct Moldable {
    /// Identifies it in the result.
    pub id: u64,
    /// The user's walltime, without the pad (R1.3). Below 1 the moldable is invalid (R9.5).
    pub walltime: Seconds,
    /// Which of the round's requests it makes.
    pub request: usize,
}

/// A required job and its state now (R6.1).
#[derive(Clone, Debug)]
pub struct Dependency {
    /// Id of the required job.
    pub job: u64,
    /// Its state.
    pub state: RequiredState,
}

/// What a required job's state means (R6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequiredState {
    /// Ended in a way that satisfies.
    Satisfied,
    /// Waits: what counts is whether it has been placed in this batch.
    Waiting,
    /// Anything else: never satisfied in this round.
    Unsatisfied,
}

impl RequiredState {
    /// What a state of OAR and an exit code, 0 for none, mean.
    pub fn of(state: &str, exit_code: i64) -> Self {
        match (state, exit_code) {
            ("Error", _) | ("Terminated", 0) => Self::Satisfied,
            ("Waiting", _) => Self::Waiting,
            _ => Self::Unsatisfied,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RequiredState::{self, Satisfied, Unsatisfied, Waiting};

    #[test]
    fn states_of_required_jobs() {
        for (state, exit_code, meaning) in [
            ("Error", 1, Satisfied),
            ("Terminated", 0, Satisfied),
            ("Terminated", 256, Unsatisfied),
            ("Waiting", 0, Waiting),
            ("Running", 0, Unsatisfied),
            ("toError", 0, Unsatisfied),
            ("", 0, Unsatisfied),
        ] {
            assert_eq!(RequiredState::of(state, exit_code), meaning, "{state}");
        }
    }
}
