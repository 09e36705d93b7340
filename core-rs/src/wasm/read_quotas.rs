//! From columns to quotas.

use super::wire::Columns;
use crate::model::{Calendar, Field, Limits, Offset, Quotas, Rule, Span};

/// The quotas; `None`: they are off.
#[inline(never)]
pub(super) fn read_quotas(columns: &Columns) -> Option<Quotas> {
    let settings = columns.f64s();
    let setting = |at: usize| settings.get(at).copied().unwrap_or(f64::NAN);
    let ends = columns.u32s();
    let rules = rules(columns);
    let tracked = columns.u32s().iter().map(|name| columns.text(*name)).collect();
    let mut sets: Vec<Vec<Rule>> = Vec::new();
    for set in columns.lists(&ends, rules.len()) {
        sets.push(rules[set].to_vec());
    }
    let blocks = spans(columns, sets.len());
    let filler = columns.u32s().first().map(|set| *set as usize);
    let one_shots = spans(columns, sets.len());
    let transitions = columns.f64s();
    let offset = |pair: &[f64]| Offset { from: columns.integer(pair[0]), seconds: columns.integer(pair[1]) };
    let clock: Vec<Offset> = transitions.chunks_exact(2).map(offset).collect();
    let (on, has_calendar) = (setting(0) != 0.0, setting(1) != 0.0);
    if on && sets.is_empty() || filler.is_some_and(|set| set >= sets.len()) || has_calendar && clock.is_empty() {
        columns.fail("quotas without rules, a set of rules or a clock");
    }
    let calendar = Calendar { window_limit: columns.integer(setting(2)), blocks, filler, one_shots, clock };
    on.then(|| Quotas { sets, tracked, calendar: has_calendar.then_some(calendar) })
}

fn rules(columns: &Columns) -> Vec<Rule> {
    let (fields, limits) = (columns.u32s(), columns.f64s());
    let mut rules = Vec::new();
    for row in columns.rows(&[fields.len() / 4, limits.len() / 3]) {
        let field = |at: usize| Field::from(&columns.text(fields[4 * row + at]));
        // -1: no limit.
        let limit = |at: usize| u64::try_from(columns.integer(limits[3 * row + at])).ok();
        rules.push(Rule {
            queue: field(0),
            project: field(1),
            job_type: field(2),
            user: field(3),
            limits: Limits { resources: limit(0), jobs: limit(1), resource_seconds: limit(2) },
        });
    }
    rules
}

fn spans(columns: &Columns, sets: usize) -> Vec<Span> {
    let (bounds, numbers) = (columns.f64s(), columns.u32s());
    let mut spans = Vec::new();
    for row in columns.rows(&[bounds.len() / 2, numbers.len()]) {
        let (begin, end, set) =
            (columns.integer(bounds[2 * row]), columns.integer(bounds[2 * row + 1]), numbers[row] as usize);
        if set >= sets {
            columns.fail("a set of rules that is not there");
        }
        spans.push(Span { begin, end, set });
    }
    spans
}
