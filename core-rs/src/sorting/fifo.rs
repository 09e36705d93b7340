//! First in, first out.

use crate::model::Job;

/// Sorts rows of the job table by ascending job id (R4.4).
pub fn fifo(jobs: &[Job], rows: &mut [usize]) {
    rows.sort_by_key(|row| jobs[*row].id);
}
