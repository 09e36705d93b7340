//! All that a scheduling round is given.

use super::{Config, Job, Quotas, Ranking, Request, ResourceSet, Seconds};
use std::rc::Rc;

/// What all jobs of a round have in common.
#[derive(Clone, Debug)]
pub struct Platform {
    /// The date of the round, from 0 to the horizon (R1.2).
    pub now: Seconds,
    /// The settings.
    pub config: Config,
    /// The site.
    pub resources: ResourceSet,
    /// The quotas; `None`: they are off (R12.1).
    pub quotas: Option<Quotas>,
}

/// Jobs, what they ask for, and their order.
#[derive(Clone, Debug, Default)]
pub struct Workload {
    /// What the moldables ask for. Equal requests should stand here once: it saves work, and
    /// changes no result.
    pub requests: Vec<Request>,
    /// Waiting and already scheduled jobs; no id occurs twice in a round.
    pub jobs: Vec<Job>,
    /// `JOB_PRIORITY` and all that belongs to it (R4.4). The sums of consumption may be those of one queue group.
    pub ranking: Ranking,
}

/// The input of one scheduling round.
#[derive(Clone, Debug)]
pub struct Round {
    /// What its jobs have in common.
    pub platform: Rc<Platform>,
    /// Queue groups by decreasing priority (R4.1). No queue is in two groups.
    pub queues: Vec<Vec<Rc<str>>>,
    /// All jobs.
    pub workload: Workload,
}
