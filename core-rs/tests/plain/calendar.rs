//! Which set of rules is in force (section 13), asked for one instant at a time.

use super::slots::HORIZON;
use oar_scheduler_redox::model::{Calendar, Span};

const WEEK: i64 = 604_800;
/// 1970-01-05.
const A_MONDAY: i64 = 345_600;
/// The default rules.
const DEFAULT: usize = 0;

/// Tells which rules are in force from `now` on.
#[derive(Clone, Copy)]
pub struct Timetable<'a> {
    pub calendar: Option<&'a Calendar>,
    pub now: i64,
}

impl Timetable<'_> {
    /// R13.7.
    pub fn set_at(self, instant: i64) -> usize {
        let Some(calendar) = self.calendar else { return DEFAULT };
        let one_shots = calendar.one_shots.iter().map(|span| Span {
            begin: instant_of(calendar, span.begin),
            end: instant_of(calendar, span.end),
            ..*span
        });
        if let Some(set) = winner(one_shots, instant) {
            return set;
        }
        let local = instant + offset_at(calendar, instant);
        if !self.holds_in_week(calendar, monday_of(local)) {
            return DEFAULT;
        }
        winner(calendar.blocks.iter().copied(), local - monday_of(local)).or(calendar.filler).unwrap_or(DEFAULT)
    }

    /// R13.8.
    fn holds_in_week(self, calendar: &Calendar, monday: i64) -> bool {
        let current = monday_of(self.now + offset_at(calendar, self.now));
        monday <= current || instant_of(calendar, monday) < self.now + calendar.window_limit
    }

    /// R13.9: the instants at which the rules are others than a second before.
    pub fn cuts(self) -> Vec<i64> {
        let Some(calendar) = self.calendar else { return Vec::new() };
        let dates = calendar.one_shots.iter().flat_map(|span| [span.begin, span.end]);
        let mut instants: Vec<i64> = dates.map(|date| instant_of(calendar, date)).collect();
        instants.extend(calendar.clock.iter().map(|offset| offset.from));
        let bounds: Vec<i64> = calendar.blocks.iter().flat_map(|span| [span.begin, span.end]).chain([0]).collect();
        for offset in &calendar.clock {
            let mut monday = monday_of(self.now + offset.seconds) - WEEK;
            while monday - offset.seconds <= self.now + calendar.window_limit + WEEK {
                instants.extend(bounds.iter().map(|second| monday + second - offset.seconds));
                monday += WEEK;
            }
        }
        let later = instants.into_iter().filter(|instant| self.now < *instant && *instant <= HORIZON);
        later.filter(|instant| self.set_at(*instant) != self.set_at(*instant - 1)).collect()
    }
}

/// R13.5, R13.6: of the spans over an instant the one that begins first, of equal ones the first listed.
fn winner(spans: impl Iterator<Item = Span>, instant: i64) -> Option<usize> {
    let covering = spans.filter(|span| span.begin <= instant && instant < span.end);
    covering.min_by_key(|span| span.begin).map(|span| span.set)
}

fn monday_of(local: i64) -> i64 {
    local - (local - A_MONDAY).rem_euclid(WEEK)
}

fn offset_at(calendar: &Calendar, instant: i64) -> i64 {
    let begun = calendar.clock.iter().rfind(|offset| offset.from <= instant);
    begun.unwrap_or(&calendar.clock[0]).seconds
}

/// R13.6: the first instant at which the clock shows a local time; or the one that the clock before the gap would
/// have shown it at.
fn instant_of(calendar: &Calendar, local: i64) -> i64 {
    let instants = calendar.clock.iter().map(|offset| local - offset.seconds);
    let shown = instants.filter(|instant| instant + offset_at(calendar, *instant) == local).min();
    let skipped = || {
        let mut gaps = calendar.clock.windows(2);
        let gap = gaps.find(|pair| (pair[1].from + pair[0].seconds..pair[1].from + pair[1].seconds).contains(&local));
        local - gap.expect("a local time is shown or skipped")[0].seconds
    };
    shown.unwrap_or_else(skipped)
}
