//! In which order the waiting jobs of a queue group are treated (R4.4).

mod fairshare;
mod fifo;
mod multifactor;

pub use fairshare::karma;
pub use fifo::fifo;
pub use multifactor::{Factors, priority};

use crate::order::ascending;

/// Rows by ascending rank; rows of equal rank stay in order. A rank that is no number comes last.
pub fn by_rank(rows: &[usize], rank: impl Fn(usize) -> f64) -> Vec<usize> {
    ascending(rows.iter().map(|row| key(rank(*row)))).into_iter().map(|place| rows[place]).collect()
}

/// A number that is ordered as the double is; both zeros are one.
fn key(rank: f64) -> u64 {
    if rank.is_nan() {
        return u64::MAX;
    }
    let bits = (rank + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

#[cfg(test)]
mod tests {
    use super::by_rank;

    #[test]
    fn ranks_are_ordered_as_numbers() {
        let ranks = [f64::NAN, 2.0, -0.0, f64::NEG_INFINITY, 0.0, -1.5, f64::INFINITY, -f64::NAN, 2.0];
        let rows: Vec<usize> = (0..ranks.len()).collect();
        assert_eq!(by_rank(&rows, |row| ranks[row]), [3, 5, 2, 4, 1, 8, 6, 0, 7]);
    }
}
