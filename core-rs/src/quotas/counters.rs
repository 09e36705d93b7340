//! How much the jobs of a slot set hold, counter by counter, over time (R12.7, R12.8).

use super::{Key, Who};
use crate::model::Seconds;
use std::rc::Rc;

/// A job that is counted.
#[derive(Clone, Debug)]
pub struct Counted {
    /// As whom.
    pub who: Rc<Who>,
    /// First second.
    pub begin: Seconds,
    /// Last second, inclusive.
    pub end: Seconds,
    /// How many default resources it holds.
    pub resources: u64,
}

/// The counters of a slot set. A counter is made when it is first read, from all jobs counted so far, and kept
/// up to date from then on.
#[derive(Debug, Default)]
pub struct Counters {
    counted: Vec<Counted>,
    /// By ascending key.
    curves: Vec<(Key, Vec<Step>)>,
}

/// What is counted from an instant on, until the next step.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// First second.
    pub begin: Seconds,
    /// Default resources; one that two counted jobs hold counts twice (R12.9).
    pub resources: u64,
    /// Jobs.
    pub jobs: u64,
}

impl Counters {
    /// Counts a job.
    pub fn count(&mut self, job: Counted) {
        for key in job.who.keys() {
            if let Ok(place) = self.place(key) {
                add(&mut self.curves[place].1, &job);
            }
        }
        self.counted.push(job);
    }

    /// What a counter says over [begin, end]: the steps that touch it, ascending; the first may begin before.
    pub fn steps(&mut self, key: Key, begin: Seconds, end: Seconds) -> &[Step] {
        let place = self.place(key).unwrap_or_else(|place| {
            let mut curve = vec![Step { begin: Seconds::MIN, resources: 0, jobs: 0 }];
            for job in self.counted.iter().filter(|job| job.who.is_counted(key)) {
                add(&mut curve, job);
            }
            self.curves.insert(place, (key, curve));
            place
        });
        let curve = &self.curves[place].1;
        let first = curve.partition_point(|step| step.begin <= begin) - 1;
        let last = curve.partition_point(|step| step.begin <= end);
        &curve[first..last]
    }

    /// Where the curve of a counter is, or belongs.
    fn place(&self, key: Key) -> Result<usize, usize> {
        self.curves.binary_search_by(|(known, _)| known.cmp(&key))
    }
}

fn add(curve: &mut Vec<Step>, job: &Counted) {
    let first = cut(curve, job.begin);
    let last = cut(curve, job.end.saturating_add(1));
    for step in &mut curve[first..last] {
        step.resources += job.resources;
        step.jobs += 1;
    }
}

/// Sees to it that a step begins at an instant; gives its place.
fn cut(curve: &mut Vec<Step>, instant: Seconds) -> usize {
    let next = curve.partition_point(|step| step.begin < instant);
    if curve.get(next).is_none_or(|step| step.begin > instant) {
        let before = curve[next - 1];
        curve.insert(next, Step { begin: instant, ..before });
    }
    next
}
