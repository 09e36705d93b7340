//! From columns to the order of the jobs.

use super::wire::Columns;
use crate::model::{ByName, Fairness, Ranking, Weights};

/// The order of the jobs: numbers and tables, each in the order of the fields below.
#[inline(never)]
pub(super) fn read_ranking(columns: &Columns) -> Ranking {
    let (numbers, ends, names, values) = (columns.f64s(), columns.u32s(), columns.u32s(), columns.f64s());
    let rows = columns.rows(&[names.len(), values.len()]);
    let mut tables = columns.lists(&ends, rows.len()).into_iter();
    let mut table = || -> ByName {
        let rows = tables.next().unwrap_or_default();
        rows.map(|row| (columns.text(names[row]), values[row])).collect()
    };
    let mut numbers = numbers.into_iter();
    let mut number = || numbers.next().unwrap_or(f64::NAN);
    let kind = number();
    let fairness = Fairness {
        project_coefficient: number(),
        user_coefficient: number(),
        user_ask_coefficient: number(),
        asked: number(),
        used: number(),
        project_targets: table(),
        user_targets: table(),
        used_by_project: table(),
        used_by_user: table(),
        asked_by_user: table(),
    };
    let weights = Weights {
        age_weight: number(),
        age_coef: number(),
        queue_weight: number(),
        queue_coefs: table(),
        work_weight: number(),
        work_mode: number(),
        size_weight: number(),
        size_mode: number(),
        karma_weight: number(),
        qos_weight: number(),
        nice_weight: number(),
    };
    match columns.integer(kind) {
        0 => Ranking::Fifo,
        1 => Ranking::Fairshare(fairness),
        2 => Ranking::Multifactor(Box::new(weights), fairness),
        _ => Ranking::Custom,
    }
}
