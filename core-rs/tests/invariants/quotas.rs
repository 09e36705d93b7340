//! What quotas guarantee of a schedule (sections 12 to 14).

use super::{Facts, Hold};
use crate::plain::{Quotas, counts, exceeds, is_limited};
use oar_scheduler_redox::model::{Field, Job, Rule};
use proptest::prop_assert;
use proptest::test_runner::TestCaseError;

/// A rule is kept by a job when it is placed, and what it counts may grow later: `no_quotas` jobs do not ask, and a
/// job that the counter counts may be under other rules. But of the jobs that must keep the same counter the last
/// that was decided saw all the others, and what was scheduled before. So together they keep it, at every instant.
pub fn hold(facts: &Facts<'_>) -> Result<(), TestCaseError> {
    let Some(quotas) = Quotas::new(facts.round) else { return Ok(()) };
    let cuts = quotas.timetable.cuts();
    let limited: Vec<&Hold> = facts.placed.iter().filter(|hold| is_limited(hold.job)).collect();
    for hold in &limited {
        let (begin, end) = (hold.begin, facts.tested_end(hold));
        if let (Some(last), None) = (quotas.last_end(), hold.job.reservation) {
            prop_assert!(hold.end <= last, "job {} ends after the window limit", hold.job.id);
        }
        let inside = cuts.iter().copied().filter(|cut| (begin..=end).contains(cut));
        let mut changes: Vec<i64> = inside.chain([begin, end + 1]).collect();
        changes.sort_unstable();
        for instant in changes.iter().filter(|change| **change <= end) {
            let set = quotas.timetable.set_at(*instant);
            for (number, rule) in quotas.rules_of(set, hold.job) {
                let bound = limited.iter().filter(|other| {
                    other.job.types.inner == hold.job.types.inner
                        && (other.begin..=facts.tested_end(other)).contains(instant)
                        && same_counter(rule, hold.job, other.job)
                        && quotas.rules_of(set, other.job).iter().any(|(known, _)| *known == number)
                });
                let in_main = hold.job.types.inner.is_none();
                let before = facts.before().filter(|other| {
                    in_main && (other.begin..=other.end).contains(instant) && counts(rule, hold.job, other.job)
                });
                let sizes: Vec<u64> = bound.copied().chain(before).map(|other| quotas.size(&other.resources)).collect();
                prop_assert!(!exceeds(sizes.iter().sum(), rule.limits.resources), "resources at {instant}: {rule:?}");
                prop_assert!(!exceeds(sizes.len() as u64, rule.limits.jobs), "jobs at {instant}: {rule:?}");
                // Alone it keeps the third limit too, all the time that these rules are in force.
                let parts = changes.windows(2).filter(|part| quotas.timetable.set_at(part[0]) == set);
                let seconds: i64 = parts.map(|part| part[1] - part[0]).sum();
                let work = quotas.size(&hold.resources) * seconds.unsigned_abs();
                prop_assert!(!exceeds(work, rule.limits.resource_seconds), "job {}: {rule:?}", hold.job.id);
            }
        }
    }
    Ok(())
}

/// Whether a rule has the same counter for two jobs that it concerns (R12.7).
fn same_counter(rule: &Rule, one: &Job, other: &Job) -> bool {
    let same = |field: &Field, one: &str, other: &str| *field != Field::Each || one == other;
    same(&rule.queue, &one.queue, &other.queue)
        && same(&rule.project, &one.project, &other.project)
        && same(&rule.user, &one.user, &other.user)
}
