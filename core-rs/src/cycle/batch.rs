//! Jobs that are placed in a round, with their requests compiled.

use super::Decision;
use crate::explain::Reason;
use crate::model::{Fairness, Job, Ranking, Request, Workload};
use crate::search::{Compiler, Plan, RequestFault};
use crate::sorting::karma;
use crate::timeline::Layout;
use std::cell::{OnceCell, RefCell};

/// Jobs and their requests, each compiled when it is first asked for.
pub struct Batch<'a> {
    workload: &'a Workload,
    plans: Vec<OnceCell<Result<Plan, RequestFault>>>,
    /// As in `Decided`.
    karmas: RefCell<Vec<f64>>,
}

impl<'a> Batch<'a> {
    /// Jobs that will be placed in a round. A function of its own.
    #[inline(never)]
    pub fn new(workload: &'a Workload) -> Self {
        let plans = workload.requests.iter().map(|_| OnceCell::new()).collect();
        Self { workload, plans, karmas: RefCell::default() }
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

    /// The karma of a job (R4.5), which the batch keeps.
    pub fn karma(&self, fairness: &Fairness, row: usize) -> f64 {
        let karma = karma(fairness, self.job(row));
        let mut karmas = self.karmas.borrow_mut();
        karmas.resize(self.jobs().len(), f64::NAN);
        karmas[row] = karma;
        karma
    }

    /// The rows of the waiting jobs of a kind. A function of its own.
    #[inline(never)]
    pub fn rows(&self, kind: impl Fn(&Job) -> bool) -> Vec<usize> {
        let jobs = self.jobs();
        (0..jobs.len()).filter(|row| jobs[*row].held.is_none() && kind(&jobs[*row])).collect()
    }

    /// One decision for each job, as it is before any is treated. A waiting one whose queue is in no group is cut
    /// like the others that no group treats. A function of its own.
    #[inline(never)]
    pub fn undecided(&self) -> Vec<Decision> {
        let held = |job: &Job| match job.held {
            Some(_) => Decision::Held,
            None => Decision::LeftOut(Reason::RoundLimit),
        };
        self.jobs().iter().map(held).collect()
    }

    /// The karmas that it has kept, as in `Decided`.
    pub fn into_karmas(self) -> Vec<f64> {
        self.karmas.into_inner()
    }

    /// A request by its number, as it was given.
    pub fn request(&self, request: usize) -> &'a Request {
        &self.workload.requests[request]
    }

    /// A request by its number, compiled. A function of its own.
    ///
    /// # Errors
    /// Its fault (R9.5).
    #[inline(never)]
    pub fn plan(&self, request: usize, layout: &Layout, compiler: &Compiler) -> Result<&Plan, RequestFault> {
        let compile = || compiler.compile(&self.workload.requests[request], layout);
        self.plans[request].get_or_init(compile).as_ref().map_err(|fault| *fault)
    }
}
