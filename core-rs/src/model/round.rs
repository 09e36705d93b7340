//! All that a scheduling round is given.

use super::{Config, Job, Request, ResourceSet, Seconds};
use std::rc::Rc;

/// The input of one scheduling round.
#[derive(Clone, Debug)]
pub struct Round {
    /// The date of the round, from 0 to the horizon (R1.2).
    pub now: Seconds,
    /// The settings.
    pub config: Config,
    /// The site.
    pub resources: ResourceSet,
    /// Queue groups by decreasing priority (R4.1). No queue is in two groups.
    pub queues: Vec<Vec<Rc<str>>>,
    /// What the moldables ask for. Equal requests should stand here once: it saves work, and
    /// changes no result.
    pub requests: Vec<Request>,
    /// All jobs, waiting and already scheduled; no id occurs twice.
    pub jobs: Vec<Job>,
}

/// A job that asks for what this version does not decide yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// Row of the job in the round.
    pub job: usize,
    /// What it asks for.
    pub feature: &'static str,
}

impl Round {
    /// Looks for what the cycle does not decide yet, so that it is refused and never decided wrongly.
    ///
    /// # Errors
    /// The first job that asks for such a thing. A waiting job with a malformed type asks for
    /// nothing: it is not placed (R3.6).
    pub fn check_supported(&self) -> Result<(), Unsupported> {
        for (row, job) in self.jobs.iter().enumerate() {
            let refused = job.held.is_none() && job.malformed.is_some();
            if let Some(feature) = job.types.undecided()
                && !refused
            {
                return Err(Unsupported { job: row, feature });
            }
        }
        Ok(())
    }
}
