//! Who has used less than its share comes first.

use crate::model::{ByName, Fairness, Job};

/// The karma of a job; the lower, the earlier (R4.5).
pub fn karma(fairness: &Fairness, job: &Job) -> f64 {
    let of = |values: &ByName, name: &str| values.get(name).copied().unwrap_or(0.0);
    // A sum that is not positive counts as 1.
    let sum = |sum: f64| if sum > 0.0 { sum } else { 1.0 };
    let (used, asked) = (sum(fairness.used), sum(fairness.asked));
    let project_target = of(&fairness.project_targets, &job.project) / 100.0;
    let user_target = of(&fairness.user_targets, &job.user) / 100.0;
    fairness.project_coefficient * (of(&fairness.used_by_project, &job.project) / used - project_target)
        + fairness.user_coefficient * (of(&fairness.used_by_user, &job.user) / used - user_target)
        + fairness.user_ask_coefficient * (of(&fairness.asked_by_user, &job.user) / asked - user_target)
}
