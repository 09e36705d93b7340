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
        let count = decisions.len();
        let (mut outcomes, mut waits) = (vec![0; count], vec![0; count]);
        let (mut moldables, mut begins, mut ends) = (vec![0.0; count], vec![0.0; count], vec![0.0; count]);
        let (mut sets, mut wait_jobs) = (vec![0; count], vec![0.0; count]);
        for (row, (job, decision)) in jobs.iter().zip(decisions).enumerate() {
            match decision {
                Decision::Held => {}
                Decision::Placed(placement) => {
                    outcomes[row] = 1;
                    moldables[row] = job.moldables[placement.moldable].id as f64;
                    begins[row] = placement.begin as f64;
                    ends[row] = placement.end as f64;
                    sets[row] = placement.set;
                    (waits[row], wait_jobs[row]) = match placement.wait {
                        Wait::Nothing => (0, 0.0),
                        Wait::Dependency { job } => (1, job as f64),
                        Wait::Resources { job } => (2, job as f64),
                        Wait::Other => (3, 0.0),
                    };
                }
                Decision::LeftOut(reason) => {
                    outcomes[row] = 2 + reason.number() as u8;
                    if let Reason::HookFailed(fault) = reason {
                        waits[row] = fault.number();
                    }
                }
            }
        }
        Ok(Self {
            outcomes: outcomes.as_slice().into(),
            moldables: moldables.as_slice().into(),
            begins: begins.as_slice().into(),
            ends: ends.as_slice().into(),
            sets: sets.as_slice().into(),
            set_ends: table.ends().into(),
            bounds: table.bounds().into(),
            waits: waits.as_slice().into(),
            wait_jobs: wait_jobs.as_slice().into(),
            karmas: karmas.as_slice().into(),
        })
    }
}
