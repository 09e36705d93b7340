//! From columns to quotas.

use super::columns::QuotaColumns;
use super::fault::Fault;
use super::read::{Dictionary, copy, integer, lists, same_length};
use crate::model::{Calendar, Field, Limits, Offset, Quotas, Rule, Span};

impl QuotaColumns {
    /// The quotas; `None`: they are off.
    ///
    /// # Errors
    /// `bad_columns`.
    pub(super) fn read(&self, dictionary: &Dictionary) -> Result<Option<Quotas>, Fault> {
        let [on, has_calendar, window_limit] = copy(&self.settings)[..] else {
            return Err(Fault::bad_columns("not three settings of quotas"));
        };
        if on == 0.0 {
            return Ok(None);
        }
        let rules = self.read_rules(dictionary)?;
        let sets: Vec<Vec<Rule>> = lists(&self.set_ends, rules.len())?.map(|set| rules[set].to_vec()).collect();
        let tracked = copy(&self.tracked_types).into_iter().map(|name| dictionary.text(name).cloned());
        let calendar = Calendar {
            window_limit: integer(window_limit)?,
            blocks: spans(&copy(&self.blocks), copy(&self.block_sets))?,
            filler: copy(&self.filler).first().map(|set| *set as usize),
            one_shots: spans(&copy(&self.one_shots), copy(&self.one_shot_sets))?,
            clock: copy(&self.transitions)
                .chunks_exact(2)
                .map(|pair| Ok(Offset { from: integer(pair[0])?, seconds: integer(pair[1])? }))
                .collect::<Result<_, Fault>>()?,
        };
        let named = calendar.blocks.iter().chain(&calendar.one_shots).map(|span| span.set).chain(calendar.filler);
        if named.into_iter().any(|set| set >= sets.len()) || sets.is_empty() {
            return Err(Fault::bad_columns("a set of rules that is not there"));
        }
        if has_calendar != 0.0 && calendar.clock.is_empty() {
            return Err(Fault::bad_columns("a calendar without a clock"));
        }
        Ok(Some(Quotas {
            sets,
            tracked: tracked.collect::<Result<_, Fault>>()?,
            calendar: (has_calendar != 0.0).then_some(calendar),
        }))
    }

    fn read_rules(&self, dictionary: &Dictionary) -> Result<Vec<Rule>, Fault> {
        let (fields, limits) = (copy(&self.fields), copy(&self.limits));
        same_length(&[fields.len() / 4, limits.len() / 3])?;
        fields
            .chunks_exact(4)
            .zip(limits.chunks_exact(3))
            .map(|(fields, limits)| {
                let field = |at: usize| dictionary.text(fields[at]).map(Field::from);
                Ok(Rule {
                    queue: field(0)?,
                    project: field(1)?,
                    job_type: field(2)?,
                    user: field(3)?,
                    limits: Limits {
                        resources: limit(limits[0])?,
                        jobs: limit(limits[1])?,
                        resource_seconds: limit(limits[2])?,
                    },
                })
            })
            .collect()
    }
}

/// -1: no limit.
fn limit(number: f64) -> Result<Option<u64>, Fault> {
    Ok(u64::try_from(integer(number)?).ok())
}

fn spans(bounds: &[f64], sets: Vec<u32>) -> Result<Vec<Span>, Fault> {
    same_length(&[bounds.len() / 2, sets.len()])?;
    let pairs = bounds.chunks_exact(2).zip(sets);
    pairs.map(|(pair, set)| Ok(Span { begin: integer(pair[0])?, end: integer(pair[1])?, set: set as usize })).collect()
}
