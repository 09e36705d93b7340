//! From decisions to columns.

use super::columns::DecisionColumns;
use super::fault::Fault;
use crate::cycle::Decision;
use crate::explain::{Reason, Wait};
use crate::model::Job;
use crate::procset::ProcSet;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Intervals of all different sets of a schedule together: as texts they take some 300 MB.
const MOST_INTERVALS: usize = 16_777_216;

/// Hashes sets of resources, which nobody can choose so that their hashes are the same: what protects from that
/// would take longer than to decide where a job goes.
#[derive(Default)]
struct SetHasher(u64);

impl Hasher for SetHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u32(number as u32);
    }

    fn finish(&self) -> u64 {
        // The upper half of a product depends on all bits of what was multiplied; a table looks at the lower half.
        self.0.rotate_left(32)
    }
}

type KnownSets<'a> = HashMap<&'a ProcSet, u32, BuildHasherDefault<SetHasher>>;

impl DecisionColumns {
    /// Lays out decisions, one for each job.
    ///
    /// # Errors
    /// `schedule_too_large`: the host could not hold its sets.
    pub fn write(jobs: &[Job], decisions: &[Decision]) -> Result<Self, Fault> {
        let count = decisions.len();
        let (mut outcomes, mut waits) = (vec![0; count], vec![0; count]);
        let (mut moldables, mut begins, mut ends) = (vec![0.0; count], vec![0.0; count], vec![0.0; count]);
        let (mut sets, mut wait_jobs) = (vec![0; count], vec![0.0; count]);
        let (mut set_ends, mut bounds, mut known) = (Vec::new(), Vec::new(), KnownSets::default());
        for (row, (job, decision)) in jobs.iter().zip(decisions).enumerate() {
            match decision {
                Decision::Held => {}
                Decision::Placed(placement) => {
                    outcomes[row] = 1;
                    moldables[row] = job.moldables[placement.moldable].id as f64;
                    begins[row] = placement.begin as f64;
                    ends[row] = placement.end as f64;
                    sets[row] = *known.entry(&placement.resources).or_insert_with(|| {
                        let runs = placement.resources.intervals();
                        bounds.extend(runs.iter().flat_map(|run| [run.first, run.last]));
                        set_ends.push(bounds.len() as u32);
                        set_ends.len() as u32 - 1
                    });
                    if bounds.len() > 2 * MOST_INTERVALS {
                        return Err(Fault::schedule_too_large());
                    }
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
            set_ends: set_ends.as_slice().into(),
            bounds: bounds.as_slice().into(),
            waits: waits.as_slice().into(),
            wait_jobs: wait_jobs.as_slice().into(),
        })
    }
}
