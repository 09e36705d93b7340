//! Jobs that are placed in a round, with their requests compiled.

use super::Decision;
use crate::explain::Reason;
use crate::model::{Job, Ranking, Request, Workload};
use crate::search::{Compiler, Plan, RequestFault};
use crate::timeline::Layout;
use std::cell::OnceCell;

/// Jobs and their requests, each compiled when it is first asked for.
pub struct Batch<'a> {
    workload: &'a Workload,
    plans: Vec<OnceCell<Result<Plan, RequestFault>>>,
}

impl<'a> Batch<'a> {
    /// Jobs that will be placed in a round.
    pub fn new(workload: &'a Workload) -> Self {
        Self { workload, plans: workload.requests.iter().map(|_| OnceCell::new()).collect() }
    }

    /// All jobs, waiting and already scheduled.
    pub fn jobs(&self) -> &'a [Job] {
        &self.workload.jobs
    }

    /// The job of a row.
    pub fn job(&self, row: usize) -> &'a Job {
        &self.workload.jobs[row]
    }

    /// How its jobs are ordered.
    pub fn ranking(&self) -> &'a Ranking {
        &self.workload.ranking
    }

    /// The rows of the waiting jobs of a kind.
    pub fn rows(&self, kind: impl Fn(&Job) -> bool) -> Vec<usize> {
        let jobs = self.jobs();
        (0..jobs.len()).filter(|row| jobs[*row].held.is_none() && kind(&jobs[*row])).collect()
    }

    /// One decision for each job, as it is before any is treated. A waiting one whose queue is in no group is cut
    /// like the others that no group treats.
    pub fn undecided(&self) -> Vec<Decision> {
        let held = |job: &Job| match job.held {
            Some(_) => Decision::Held,
            None => Decision::LeftOut(Reason::RoundLimit),
        };
        self.jobs().iter().map(held).collect()
    }

    /// A request by its number, as it was given.
    pub fn request(&self, request: usize) -> &'a Request {
        &self.workload.requests[request]
    }

    /// A request by its number, compiled.
    ///
    /// # Errors
    /// Its fault (R9.5).
    pub fn plan(&self, request: usize, layout: &Layout, compiler: &Compiler) -> Result<&Plan, RequestFault> {
        let compile = || compiler.compile(&self.workload.requests[request], layout);
        self.plans[request].get_or_init(compile).as_ref().map_err(|fault| *fault)
    }
}
