//! Who held what until when: for telling what a job waited for, never for deciding.

use crate::model::Seconds;
use crate::timeline::Layout;
use std::collections::HashMap;

/// The jobs that hold resources, by the second they end in.
#[derive(Debug, Default)]
pub struct Ledger {
    by_end: HashMap<Seconds, Vec<(u64, Vec<u64>)>>,
}

impl Ledger {
    /// Notes that a job holds a claim up to `end`, inclusive.
    pub fn note(&mut self, job: u64, end: Seconds, claim: Vec<u64>) {
        self.by_end.entry(end).or_default().push((job, claim));
    }

    /// The job that ended just before `begin` on resources of this claim; of several, the one with
    /// the lowest id.
    pub fn released_by(&self, begin: Seconds, claim: &[u64], layout: &Layout) -> Option<u64> {
        self.by_end
            .get(&(begin - 1))?
            .iter()
            .filter(|(_, held)| layout.share_resources(held, claim))
            .map(|(job, _)| *job)
            .min()
    }
}
