//! The sum of weighted factors decides who comes first.

use crate::model::{Job, Seconds, Weights};

/// What the factors of a job are made of, besides the job itself.
#[derive(Clone, Copy, Debug)]
pub struct Factors {
    /// The date of the round.
    pub now: Seconds,
    /// Resources that its first moldable would get on the empty platform (R4.7).
    pub size: f64,
    /// Walltime and pad of its first moldable; 0 if it has none.
    pub length: f64,
    /// Number of default resources.
    pub cluster: f64,
    /// Its karma (R4.5).
    pub karma: f64,
}

/// The priority of a job; the higher, the earlier (R4.6). A term without weight is left out: its factor may
/// be infinite.
#[allow(clippy::float_cmp)] // -1 itself, of which 1 + karma is 0
pub fn priority(weights: &Weights, job: &Job, factors: &Factors) -> f64 {
    let age = (factors.now as f64 - job.submission).max(0.0);
    let queue = weights.queue_coefs.get(&job.queue).copied().unwrap_or(0.0);
    let little_work = 1.0 / (factors.size * factors.length).max(1.0);
    let large = factors.size / factors.cluster.max(1.0);
    let terms = [
        (weights.age_weight, (weights.age_coef * age).max(1.0)),
        (weights.queue_weight, queue),
        (weights.work_weight, if weights.work_mode == 0.0 { little_work } else { 1.0 - little_work }),
        (weights.size_weight, if weights.size_mode == 0.0 { 1.0 - large } else { large }),
        (weights.karma_weight, if factors.karma == -1.0 { f64::INFINITY } else { 1.0 / (1.0 + factors.karma) }),
        (weights.qos_weight, job.qos),
        (weights.nice_weight, job.nice.max(1.0)),
    ];
    terms.iter().filter(|(weight, _)| *weight != 0.0).fold(0.0, |sum, (weight, factor)| sum + weight * factor)
}
