//! From columns to the order of the jobs.

use super::list_ends::ListEnds;
use super::wire::Columns;
use crate::model::{ByName, Fairness, Ranking, Weights};

/// The order of the jobs.
#[inline(never)]
pub(super) fn read_ranking(columns: &Columns) -> Ranking {
    let (numbers, ends, names, values) = (columns.f64s(), columns.u32s(), columns.u32s(), columns.f64s());
    let rows = columns.rows(&[names.len(), values.len()]);
    let lists = columns.lists(ends, rows.len());
    match columns.integer(numbers.first().copied().unwrap_or(f64::NAN)) {
        0 => Ranking::Fifo,
        kind @ (1 | 2) => {
            let (weights, fairness) = read_tables(columns, &numbers, &lists, &names, &values);
            if kind == 1 { Ranking::Fairshare(fairness) } else { Ranking::Multifactor(Box::new(weights), fairness) }
        }
        _ => Ranking::Custom,
    }
}

/// Numbers, behind the kind of the order, and tables, each in the order of the fields below. A function of its own: most
/// rounds have none.
#[inline(never)]
fn read_tables(
    columns: &Columns,
    numbers: &[f64],
    lists: &ListEnds,
    names: &[u32],
    values: &[f64],
) -> (Weights, Fairness) {
    let mut tables = lists.iter();
    let mut table = || -> ByName {
        let rows = tables.next().unwrap_or_default();
        rows.map(|row| (columns.text(names[row]), values[row])).collect()
    };
    let mut numbers = numbers.iter().skip(1);
    let mut number = || numbers.next().copied().unwrap_or(f64::NAN);
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
    (weights, fairness)
}
