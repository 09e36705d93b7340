//! Random quotas: limits around what is asked for, and calendars that change among the windows of the jobs.

use super::Vocabulary;
use oar_scheduler_redox::model::{Calendar, Field, Limits, Offset, Quotas, Rule, Span};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::rc::Rc;

const WEEK: i64 = 604_800;
/// 1970-01-05.
const A_MONDAY: i64 = 345_600;
/// Sets of rules, the default rules included.
const SETS: usize = 3;

const QUEUES: &[&str] = &["*", "*", "*", "/", "/", "default"];
const PROJECTS: &[&str] = &["*", "*", "*", "*", "/", "red", ""];
const TYPES: &[&str] = &["*", "*", "*", "deploy", "deploy", "console", "besteffort", "/"];
const USERS: &[&str] = &["*", "*", "*", "/", "/", "ann"];

/// Quotas of a vocabulary, as often as it has them.
pub fn quotas(words: Vocabulary) -> impl Strategy<Value = Option<Quotas>> {
    let sets = vec(vec(rule(words), 0..9), SETS);
    let tracked = subsequence(&["deploy", "console", "besteffort", "inner", "/"][..], 0..=5);
    let some = (sets, tracked, maybe(words.calendar, calendar(words)));
    maybe(
        words.quotas,
        some.prop_map(|(sets, tracked, calendar)| Quotas {
            sets: sets.into_iter().map(unique).collect(),
            tracked: tracked.into_iter().map(Rc::from).collect(),
            calendar,
        }),
    )
}

/// Something with this likelihood, in percent.
pub fn maybe<T: std::fmt::Debug>(percent: u32, some: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    (0..100_u32, some).prop_map(move |(roll, some)| (roll < percent).then_some(some))
}

/// A key stands in a set once.
fn unique(rules: Vec<Rule>) -> Vec<Rule> {
    let mut kept: Vec<Rule> = Vec::new();
    for rule in rules {
        let same = |other: &Rule| {
            (&other.queue, &other.project, &other.job_type, &other.user)
                == (&rule.queue, &rule.project, &rule.job_type, &rule.user)
        };
        if !kept.iter().any(same) {
            kept.push(rule);
        }
    }
    kept
}

fn rule(words: Vocabulary) -> impl Strategy<Value = Rule> {
    let field = |texts: &'static [&'static str]| select(texts).prop_map(|text| Field::from(&Rc::from(text)));
    // A few times what a job asks for, or a second less or more.
    let seconds = (1..6_u64, select(words.walltimes), select(PADS), 0..3_u64);
    let seconds = seconds
        .prop_map(|(times, walltime, pad, more)| (times * (walltime + pad).unsigned_abs() + more).saturating_sub(1));
    let limits = (
        option::weighted(0.6, 0..=words.ranks as u64 * 2 / 3),
        option::weighted(0.5, 0..4_u64),
        option::weighted(0.4, seconds),
    )
        .prop_map(|(resources, jobs, resource_seconds)| Limits { resources, jobs, resource_seconds });
    (field(QUEUES), field(PROJECTS), field(TYPES), field(USERS), limits)
        .prop_map(|(queue, project, job_type, user, limits)| Rule { queue, project, job_type, user, limits })
}

/// The pads of all worlds.
pub const PADS: &[i64] = &[0, 1, 60];

/// Blocks, dates and changes of the clock near the date of the round, which mostly is near a Monday 00:00.
fn calendar(words: Vocabulary) -> impl Strategy<Value = Calendar> {
    let to_monday = prop_oneof![3 => -40..80_i64, 1 => -WEEK..WEEK];
    // From when on, and how far the clock jumps then.
    let jumps = vec((30..60_i64, select(&[-10, -7, -1, 1, 5, 10][..])), 0..3);
    // At the Monday, a second before or after it, or anywhere.
    let limit = prop_oneof![-1..=1_i64, select(&[65, 100, 200, 200, WEEK, WEEK + 70, 2 * WEEK][..])];
    let clock = (to_monday, limit, -40..20_i64, jumps).prop_map(move |(to_monday, limit, first, jumps)| {
        let mut from = words.now + first;
        let mut clock = vec![Offset { from, seconds: A_MONDAY + 10 * WEEK - to_monday - words.now }];
        for (wait, jump) in jumps {
            from += wait;
            clock.push(Offset { from, seconds: clock[clock.len() - 1].seconds + jump });
        }
        (clock, if limit <= 1 { (to_monday + limit).max(0) } else { limit })
    });
    let near = -30..80_i64;
    let length = prop_oneof![1..60_i64, Just(WEEK - 20)];
    let span = (near, length, 1..SETS);
    let filler = option::weighted(0.4, 1..SETS);
    (clock, vec(span.clone(), 0..6), filler, vec(span, 0..3)).prop_map(
        move |((clock, window_limit), blocks, filler, one_shots)| {
            let local = words.now + clock[0].seconds;
            let second = (local - A_MONDAY).rem_euclid(WEEK);
            let blocks = blocks.into_iter().flat_map(|(near, length, set)| {
                let begin = (second + near).rem_euclid(WEEK);
                wrapped(Span { begin, end: begin + length, set })
            });
            let dates = one_shots.into_iter().map(|(near, length, set)| {
                let begin = local + near;
                Span { begin, end: begin + length, set }
            });
            Calendar { window_limit, blocks: blocks.collect(), filler, one_shots: dates.collect(), clock }
        },
    )
}

/// A block that passes the end of the week is two (R13.5).
fn wrapped(block: Span) -> Vec<Span> {
    if block.end <= WEEK {
        return vec![block];
    }
    vec![Span { end: WEEK, ..block }, Span { begin: 0, end: block.end - WEEK, ..block }]
}
