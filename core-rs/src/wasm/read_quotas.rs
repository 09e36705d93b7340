//! From columns to quotas.

use super::wire::Columns;
use crate::model::{Calendar, Field, Limits, Offset, Quotas, Rule, Span};

/// The quotas; `None`: they are off.
#[inline(never)]
pub(super) fn read_quotas(columns: &Columns) -> Option<Quotas> {
    let given = QuotaColumns {
        settings: columns.f64s(),
        ends: columns.u32s(),
        fields: columns.u32s(),
        limits: columns.f64s(),
        tracked: columns.u32s(),
        blocks: (columns.f64s(), columns.u32s()),
        filler: columns.u32s(),
        one_shots: (columns.f64s(), columns.u32s()),
        transitions: columns.f64s(),
    };
    let on = given.setting(0) != 0.0;
    on.then(|| given.read(columns))
}

/// The columns of quotas.
struct QuotaColumns {
    settings: Vec<f64>,
    ends: Vec<u32>,
    fields: Vec<u32>,
    limits: Vec<f64>,
    tracked: Vec<u32>,
    blocks: (Vec<f64>, Vec<u32>),
    filler: Vec<u32>,
    one_shots: (Vec<f64>, Vec<u32>),
    transitions: Vec<f64>,
}

impl QuotaColumns {
    fn setting(&self, at: usize) -> f64 {
        self.settings.get(at).copied().unwrap_or(f64::NAN)
    }

    /// A function of its own: many sites have none.
    #[inline(never)]
    fn read(self, columns: &Columns) -> Quotas {
        let (has_calendar, window_limit) = (self.setting(1) != 0.0, columns.integer(self.setting(2)));
        let rules = rules(columns, &self.fields, &self.limits);
        let tracked = self.tracked.iter().map(|name| columns.text(*name)).collect();
        let mut sets: Vec<Vec<Rule>> = Vec::new();
        for set in columns.lists(self.ends, rules.len()).iter() {
            sets.push(rules[set].to_vec());
        }
        let blocks = spans(columns, &self.blocks, sets.len());
        let filler = self.filler.first().map(|set| *set as usize);
        let one_shots = spans(columns, &self.one_shots, sets.len());
        let offset = |pair: &[f64]| Offset { from: columns.integer(pair[0]), seconds: columns.integer(pair[1]) };
        let clock: Vec<Offset> = self.transitions.chunks_exact(2).map(offset).collect();
        if sets.is_empty() || filler.is_some_and(|set| set >= sets.len()) || has_calendar && clock.is_empty() {
            columns.fail("quotas without rules, a set of rules or a clock");
        }
        let calendar = Calendar { window_limit, blocks, filler, one_shots, clock };
        Quotas { sets, tracked, calendar: has_calendar.then_some(calendar) }
    }
}

fn rules(columns: &Columns, fields: &[u32], limits: &[f64]) -> Vec<Rule> {
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

fn spans(columns: &Columns, (bounds, numbers): &(Vec<f64>, Vec<u32>), sets: usize) -> Vec<Span> {
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
