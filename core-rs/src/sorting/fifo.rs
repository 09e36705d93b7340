//! First in, first out.

use crate::model::Job;
use crate::order::ascending;

/// Rows of the job table by ascending job id (R4.4).
pub fn fifo(jobs: &[Job], rows: &[usize]) -> Vec<usize> {
    // As they mostly come.
    if rows.is_sorted_by_key(|row| jobs[*row].id) {
        return rows.to_vec();
    }
    ascending(rows.iter().map(|row| jobs[*row].id)).into_iter().map(|place| rows[place]).collect()
}
