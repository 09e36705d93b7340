//! From columns to the order of the jobs.

use super::columns::RankingColumns;
use super::fault::Fault;
use super::read::{Dictionary, copy, lists, same_length};
use crate::model::{ByName, Fairness, Ranking, Weights};
use std::rc::Rc;

impl RankingColumns {
    /// # Errors
    /// `bad_columns`.
    #[allow(clippy::cast_sign_loss)] // the kind is from 0 to 3
    pub(super) fn read(&self, dictionary: &Dictionary) -> Result<Ranking, Fault> {
        let (names, values) = (copy(&self.names), copy(&self.values));
        same_length(&[names.len(), values.len()])?;
        let mut tables = lists(&self.table_ends, names.len())?;
        let mut table = || -> Result<ByName, Fault> {
            let entries = tables.next().ok_or_else(|| Fault::bad_columns("too few tables"))?;
            entries.map(|at| Ok((Rc::clone(dictionary.text(names[at])?), values[at]))).collect()
        };
        let mut numbers = copy(&self.numbers).into_iter();
        let mut number = || numbers.next().ok_or_else(|| Fault::bad_columns("too few numbers"));
        let kind = number()?;
        let fairness = Fairness {
            project_coefficient: number()?,
            user_coefficient: number()?,
            user_ask_coefficient: number()?,
            asked: number()?,
            used: number()?,
            project_targets: table()?,
            user_targets: table()?,
            used_by_project: table()?,
            used_by_user: table()?,
            asked_by_user: table()?,
        };
        let mut weights = || -> Result<Weights, Fault> {
            Ok(Weights {
                age_weight: number()?,
                age_coef: number()?,
                queue_weight: number()?,
                queue_coefs: table()?,
                work_weight: number()?,
                work_mode: number()?,
                size_weight: number()?,
                size_mode: number()?,
                karma_weight: number()?,
                qos_weight: number()?,
                nice_weight: number()?,
            })
        };
        match kind as u8 {
            0 => Ok(Ranking::Fifo),
            1 => Ok(Ranking::Fairshare(fairness)),
            3 => Ok(Ranking::Custom),
            _ => Ok(Ranking::Multifactor(Box::new(weights()?), fairness)),
        }
    }
}
