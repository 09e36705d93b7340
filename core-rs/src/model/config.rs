//! The settings that concern the core, under names of their own.

use super::Seconds;

/// Settings of a round. Each field names the key of `oar.conf` that it comes from.
#[derive(Clone, Debug)]
pub struct Config {
    /// `SCHEDULER_JOB_SECURITY_TIME`: the pad in seconds, not negative (R1.3).
    pub pad: Seconds,
    /// `MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND`: how many sorted jobs of each queue group are
    /// treated; `None`: all of them (R4.3).
    pub round_limit: Option<usize>,
    /// `SCHEDULER_GROUPS_MAY_OVERLAP`: whether the groups of a request may share resources (R9.3).
    pub groups_may_overlap: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self { pad: 60, round_limit: None, groups_may_overlap: false }
    }
}
