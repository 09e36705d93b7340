//! The order of a batch (R4.4), and the sizes that it may take (R4.7).

use super::{Batch, Cycle};
use crate::hierarchy::{self, Scratch};
use crate::model::{Job, Ranking};
use crate::procset::ProcSet;
use crate::sorting::{Factors, by_rank, fifo, priority};

impl Cycle {
    /// Waiting jobs in the order in which they are treated, and those that the sort hook lost.
    #[inline(never)]
    pub(super) fn ranked(&self, batch: &Batch<'_>, waiting: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let rows = fifo(batch.jobs(), waiting);
        if let Ranking::Fifo = batch.ranking() {
            return (rows, Vec::new());
        }
        self.ranked_anew(batch, rows)
    }

    /// The same, of rows by ascending id, when that is not the order. A function of its own.
    #[inline(never)]
    fn ranked_anew(&self, batch: &Batch<'_>, rows: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
        let jobs = batch.jobs();
        let ordered = match batch.ranking() {
            Ranking::Fifo => rows,
            Ranking::Custom => match self.hooks.sort(&rows) {
                Some(sorted) => return kept_and_lost(&sorted, &rows, jobs.len()),
                None => rows,
            },
            Ranking::Fairshare(fairness) => by_rank(&rows, |row| batch.karma(fairness, row)),
            Ranking::Multifactor(weights, fairness) => {
                let everything = self.layout.row(&self.platform.resources.usable);
                let cluster = self.layout.size(&self.platform.resources.default) as f64;
                by_rank(&rows, |row| {
                    let job = &jobs[row];
                    let factors = Factors {
                        now: self.platform.now,
                        size: self.size(batch, job, &everything) as f64,
                        length: job.moldables.first().map_or(0.0, |first| self.length(first) as f64),
                        cluster,
                        karma: batch.karma(fairness, row),
                    };
                    -priority(weights, job, &factors)
                })
            }
        };
        (ordered, Vec::new())
    }

    /// The number of resources that the first moldable of a job would get if everything were free; 0 if
    /// there is none, it is invalid, or it would get none (R4.7).
    fn size(&self, batch: &Batch<'_>, job: &Job, everything: &[u64]) -> usize {
        let valid = job.moldables.first().filter(|moldable| moldable.walltime >= 1);
        let plan = valid.and_then(|moldable| batch.plan(moldable.request, &self.layout, &self.compiler).ok());
        let claim = plan.and_then(|plan| hierarchy::find(&self.layout, plan, everything, &mut Scratch::default()));
        claim.map_or(0, |claim| ProcSet::len(&self.layout.claimed(&claim)))
    }
}

/// What a sort hook made of some rows, each the first time it is there and nothing that was not among them, and
/// the rows that it lost.
fn kept_and_lost(sorted: &[usize], rows: &[usize], jobs: usize) -> (Vec<usize>, Vec<usize>) {
    let mut missing = vec![false; jobs];
    for row in rows {
        missing[*row] = true;
    }
    let first_time = |row: &usize| missing.get_mut(*row).is_some_and(std::mem::take);
    let kept = sorted.iter().copied().filter(first_time).collect();
    (kept, rows.iter().copied().filter(|row| missing[*row]).collect())
}
