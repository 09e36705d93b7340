//! Which set of rules is in force when (section 13).

use crate::model::{Calendar, HORIZON, Offset, Seconds, Span};
use crate::order::ascending;

const DAY: Seconds = 86_400;
const WEEK: Seconds = 7 * DAY;
/// 1970-01-01 was a Thursday.
const A_MONDAY: Seconds = -3 * DAY;

/// The default rules.
const DEFAULT: usize = 0;

/// The sets of rules in force over [now, horizon].
#[derive(Debug)]
pub struct InForce {
    /// From when on which set is in force; ascending, the first from now on, two neighbours never the same.
    changes: Vec<(Seconds, usize)>,
}

impl InForce {
    /// Works out what is in force from now on; without a calendar the default rules are.
    pub fn new(calendar: Option<&Calendar>, now: Seconds) -> Self {
        let mut changes = match calendar {
            Some(calendar) => overlay(&weeks(calendar, now), &one_shots(calendar), now),
            None => vec![(now, DEFAULT)],
        };
        changes.dedup_by_key(|change| change.1);
        Self { changes }
    }

    /// The instants at which sets are cut (R13.9).
    pub fn cuts(&self) -> impl Iterator<Item = Seconds> + '_ {
        self.changes.iter().skip(1).map(|change| change.0)
    }

    /// The sets in force in a window, each once, in order of time (R12.9).
    pub fn sets(&self, begin: Seconds, end: Seconds) -> Vec<usize> {
        let mut sets = Vec::new();
        for (_, _, set) in self.all(begin, end) {
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
        sets
    }

    /// The parts of a window in which a set is in force: first and last second.
    pub fn periods(&self, set: usize, begin: Seconds, end: Seconds) -> impl Iterator<Item = (Seconds, Seconds)> + '_ {
        self.all(begin, end).filter(move |period| period.2 == set).map(|(from, to, _)| (from, to))
    }

    fn all(&self, begin: Seconds, end: Seconds) -> impl Iterator<Item = (Seconds, Seconds, usize)> + '_ {
        let first = self.changes.partition_point(|change| change.0 <= begin).saturating_sub(1);
        let touching = (first..self.changes.len()).take_while(move |at| self.changes[*at].0 <= end);
        touching.map(move |at| {
            let (from, set) = self.changes[at];
            let to = self.changes.get(at + 1).map_or(end, |next| end.min(next.0 - 1));
            (from.max(begin), to, set)
        })
    }
}

/// What blocks and filler say from now on (R13.5, R13.8). The local clock is walked through: while its offset
/// stays the same, a week of it is a week.
fn weeks(calendar: &Calendar, now: Seconds) -> Vec<(Seconds, usize)> {
    let week = winners(&calendar.blocks, 0);
    let clock = &calendar.clock;
    let current = monday_of(now + offset_at(clock, now));
    let holds =
        |monday: Seconds| monday <= current || instant_of(clock, monday) < now.saturating_add(calendar.window_limit);
    let mut changes = Vec::new();
    for (at, offset) in clock.iter().enumerate() {
        let from = if at == 0 { now } else { offset.from.max(now) };
        let to = clock.get(at + 1).map_or(HORIZON + 1, |next| next.from.min(HORIZON + 1));
        let mut monday = monday_of(from + offset.seconds);
        while from < to && monday - offset.seconds < to {
            if !holds(monday) {
                changes.push((from.max(monday - offset.seconds), DEFAULT));
                break;
            }
            let ends = week.iter().skip(1).map(|part| part.0).chain([WEEK]);
            for ((second, block), end) in week.iter().zip(ends) {
                let instant = monday + second - offset.seconds;
                if instant < to && monday + end - offset.seconds > from {
                    changes.push((from.max(instant), block.or(calendar.filler).unwrap_or(DEFAULT)));
                }
            }
            monday += WEEK;
        }
    }
    changes
}

/// What the one-shots say: from when on which of them holds, or none (R13.6).
fn one_shots(calendar: &Calendar) -> Vec<(Seconds, Option<usize>)> {
    let instant = |local: Seconds| instant_of(&calendar.clock, local);
    let spans = calendar.one_shots.iter();
    let spans: Vec<Span> =
        spans.map(|span| Span { begin: instant(span.begin), end: instant(span.end), ..*span }).collect();
    winners(&spans, Seconds::MIN)
}

/// One-shots before everything else (R13.7).
fn overlay(base: &[(Seconds, usize)], above: &[(Seconds, Option<usize>)], now: Seconds) -> Vec<(Seconds, usize)> {
    let changes = base.iter().map(|change| change.0).chain(above.iter().map(|change| change.0));
    let instants =
        in_order(&changes.filter(|instant| (now..=HORIZON).contains(instant)).chain([now]).collect::<Vec<_>>());
    let at = |instant: Seconds| {
        let above = above[..above.partition_point(|change| change.0 <= instant)].last().and_then(|change| change.1);
        let base = base[..base.partition_point(|change| change.0 <= instant)].last().map(|change| change.1);
        above.or(base).unwrap_or(DEFAULT)
    };
    instants.into_iter().map(|instant| (instant, at(instant))).collect()
}

/// Which of some spans wins from when on: the one that begins first, of those that begin together the first
/// listed; the loser holds again wherever no winner does. The first entry is for `start`.
fn winners(spans: &[Span], start: Seconds) -> Vec<(Seconds, Option<usize>)> {
    let instants = in_order(&spans.iter().flat_map(|span| [span.begin, span.end]).chain([start]).collect::<Vec<_>>());
    let by_begin = ascending(spans.iter().map(|span| key(span.begin)));
    // Those that have begun are by_begin[..next]; those before `first` have ended.
    let (mut first, mut next) = (0, 0);
    let winner_at = |instant: Seconds| {
        while by_begin.get(next).is_some_and(|span| spans[*span].begin <= instant) {
            next += 1;
        }
        while first < next && spans[by_begin[first]].end <= instant {
            first += 1;
        }
        (instant, (first < next).then(|| spans[by_begin[first]].set))
    };
    instants.into_iter().map(winner_at).collect()
}

/// Instants, ascending, each once.
fn in_order(instants: &[Seconds]) -> Vec<Seconds> {
    let order = ascending(instants.iter().map(|instant| key(*instant)));
    let mut ordered: Vec<Seconds> = order.into_iter().map(|place| instants[place]).collect();
    ordered.dedup();
    ordered
}

/// A number that is ordered as the instant is.
fn key(instant: Seconds) -> u64 {
    instant.cast_unsigned() ^ 1 << 63
}

fn monday_of(local: Seconds) -> Seconds {
    local - (local - A_MONDAY).rem_euclid(WEEK)
}

fn offset_at(clock: &[Offset], instant: Seconds) -> Seconds {
    let next = clock.partition_point(|offset| offset.from <= instant);
    clock[next.saturating_sub(1)].seconds
}

/// The instant of a local time: the first one if it occurs twice; one that is skipped moves on by the length of
/// the gap (R13.6).
fn instant_of(clock: &[Offset], local: Seconds) -> Seconds {
    let mut before = clock[0].seconds;
    for (at, offset) in clock.iter().enumerate() {
        let instant = local - offset.seconds;
        if at > 0 && instant < offset.from {
            return local - before;
        }
        if clock.get(at + 1).is_none_or(|next| instant < next.from) {
            return instant;
        }
        before = offset.seconds;
    }
    local - before
}
