//! The order of a batch (R4.4), and the sizes that it may take (R4.7).

use super::Cycle;
use crate::hierarchy::{self, Scratch};
use crate::model::{Job, Ranking};
use crate::procset::ProcSet;
use crate::sorting::{Factors, by_rank, fifo, karma, priority};

impl Cycle<'_> {
    /// Waiting jobs in the order in which they are treated.
    pub(super) fn ranked(&self, waiting: &[usize]) -> Vec<usize> {
        let jobs = &self.round.jobs;
        let rows = fifo(jobs, waiting);
        match &self.round.config.ranking {
            Ranking::Fifo => rows,
            Ranking::Fairshare(fairness) => by_rank(&rows, |row| karma(fairness, &jobs[row])),
            Ranking::Multifactor(weights, fairness) => {
                let everything = self.layout.row(&self.round.resources.usable);
                let cluster = self.layout.size(&self.round.resources.default) as f64;
                by_rank(&rows, |row| {
                    let job = &jobs[row];
                    let first = job.moldables.first();
                    let factors = Factors {
                        now: self.round.now,
                        size: self.size(job, &everything) as f64,
                        length: first.map_or(0.0, |first| (first.walltime + self.round.config.pad) as f64),
                        cluster,
                        karma: karma(fairness, job),
                    };
                    -priority(weights, job, &factors)
                })
            }
        }
    }

    /// The number of resources that the first moldable of a job would get if everything were free; 0 if
    /// there is none, it is invalid, or it would get none (R4.7).
    fn size(&self, job: &Job, everything: &[u64]) -> usize {
        let valid = job.moldables.first().filter(|moldable| moldable.walltime >= 1);
        let plan = valid.and_then(|moldable| self.plans.of(moldable.request, &self.layout).ok());
        let claim = plan.and_then(|plan| hierarchy::find(&self.layout, plan, everything, &mut Scratch::default()));
        claim.map_or(0, |claim| ProcSet::len(&self.layout.resources(&claim)))
    }
}
