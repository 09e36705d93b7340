//! From decisions to columns.

use super::columns::DecisionColumns;
use super::fault::Fault;
use crate::cycle::{Decided, Decision};
use crate::explain::{Reason, Wait};
use crate::model::Job;

/// Intervals of all different sets of a schedule together: as texts they take some 300 MB.
const MOST_INTERVALS: usize = 16_777_216;

impl DecisionColumns {
    /// Lays out decisions, one for each job.
    ///
    /// # Errors
    /// `schedule_too_large`: the host could not hold its sets.
    pub fn write(jobs: &[Job], Decided { decisions, sets: table, karmas }: &Decided) -> Result<Self, Fault> {
        if table.bounds().len() > 2 * MOST_INTERVALS {
            return Err(Fault::schedule_too_large());
        }
        let mut rows = Rows::of(decisions.len());
        for (row, (job, decision)) in jobs.iter().zip(decisions).enumerate() {
            rows.write(row, job, decision);
        }
        Ok(Self {
            outcomes: rows.outcomes.as_slice().into(),
            moldables: rows.moldables.as_slice().into(),
            begins: rows.begins.as_slice().into(),
            ends: rows.ends.as_slice().into(),
            sets: rows.sets.as_slice().into(),
            set_ends: table.ends().into(),
            bounds: table.bounds().into(),
            waits: rows.waits.as_slice().into(),
            wait_jobs: rows.wait_jobs.as_slice().into(),
            karmas: karmas.as_slice().into(),
        })
    }
}

/// The columns that have an item for each job.
struct Rows {
    outcomes: Vec<u8>,
    moldables: Vec<f64>,
    begins: Vec<f64>,
    ends: Vec<f64>,
    sets: Vec<u32>,
    waits: Vec<u8>,
    wait_jobs: Vec<f64>,
}

impl Rows {
    /// Of so many jobs that are scheduled already.
    fn of(count: usize) -> Self {
        Self {
            outcomes: vec![0; count],
            moldables: vec![0.0; count],
            begins: vec![0.0; count],
            ends: vec![0.0; count],
            sets: vec![0; count],
            waits: vec![0; count],
            wait_jobs: vec![0.0; count],
        }
    }

    /// What was decided of a job. A function of its own.
    #[inline(never)]
    fn write(&mut self, row: usize, job: &Job, decision: &Decision) {
        match decision {
            Decision::Held => {}
            Decision::Placed(placement) => {
                self.outcomes[row] = 1;
                self.moldables[row] = job.moldables[placement.moldable].id as f64;
                self.begins[row] = placement.begin as f64;
                self.ends[row] = placement.end as f64;
                self.sets[row] = placement.set;
                (self.waits[row], self.wait_jobs[row]) = match placement.wait {
                    Wait::Nothing => (0, 0.0),
                    Wait::Dependency { job } => (1, job as f64),
                    Wait::Resources { job } => (2, job as f64),
                    Wait::Other => (3, 0.0),
                };
            }
            Decision::LeftOut(reason) => {
                self.outcomes[row] = 2 + reason.number() as u8;
                if let Reason::HookFailed(fault) = reason {
                    self.waits[row] = fault.number();
                }
            }
        }
    }
}
