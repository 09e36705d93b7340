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
