//! Whether quotas refuse a window (section 12): every slot and every holder is looked at anew.

use super::Ranks;
use super::calendar::Timetable;
use super::slots::Slots;
use oar_scheduler_redox::model::{self, Field, Job, Round, Rule};
use std::collections::BTreeSet;

/// The quotas of a round that has them on.
pub struct Quotas<'a> {
    model: &'a model::Quotas,
    default: Ranks,
    pub timetable: Timetable<'a>,
}

impl<'a> Quotas<'a> {
    pub fn new(round: &'a Round) -> Option<Self> {
        let model = round.platform.quotas.as_ref()?;
        let timetable = Timetable { calendar: model.calendar.as_ref(), now: round.platform.now };
        Some(Self { model, default: round.platform.resources.default.ranks().collect(), timetable })
    }

    /// R14.1.
    pub fn last_end(&self) -> Option<i64> {
        self.timetable.calendar.map(|calendar| self.timetable.now + calendar.window_limit)
    }

    /// How many default resources these are (R12.9).
    pub fn size(&self, resources: &Ranks) -> u64 {
        resources.intersection(&self.default).count() as u64
    }

    /// R12.6: the rules of a set that concern a job, with their numbers in it.
    pub fn rules_of(&self, set: usize, job: &Job) -> Vec<(usize, &'a Rule)> {
        let all: Vec<(usize, &Rule)> = self.model.sets[set].iter().enumerate().collect();
        let in_queue = preferred(all, &job.queue, |rule| &rule.queue);
        let in_project = preferred(in_queue, &job.project, |rule| &rule.project);
        let of = |job_type: &Field| -> Vec<(usize, &Rule)> {
            in_project.iter().copied().filter(|(_, rule)| rule.job_type == *job_type).collect()
        };
        let tracked =
            |name: &str| name == "*" || name != "/" && self.model.tracked.iter().any(|known| **known == *name);
        let own = job.types.quota_types.iter().filter(|name| tracked(name)).map(|name| of(&Field::from(name)));
        let mut types: Vec<_> = own.filter(|rules| !rules.is_empty()).collect();
        if types.is_empty() {
            types.push(of(&Field::Any));
        }
        types.into_iter().flat_map(|rules| preferred(rules, &job.user, |rule| &rule.user)).collect()
    }

    /// R12.9.
    pub fn refuse(&self, slots: &Slots<'_>, job: &Job, (begin, end): (i64, i64), resources: &Ranks) -> bool {
        let own = self.size(resources);
        let touched = slots.touched(begin, end);
        let set_of = |slot: &(i64, i64)| self.timetable.set_at(slot.0);
        let sets: BTreeSet<usize> = touched.iter().map(set_of).collect();
        sets.into_iter().any(|set| {
            let group: Vec<_> = touched.iter().filter(|slot| set_of(slot) == set).collect();
            self.rules_of(set, job).into_iter().any(|(_, rule)| {
                let (mut most, mut jobs, mut work) = (0, 0, 0);
                for (from, to) in &group {
                    let counted: Vec<u64> = slots
                        .holders(*from)
                        .filter(|(holder, _)| counts(rule, job, holder))
                        .map(|(_, held)| self.size(held))
                        .collect();
                    let busy: u64 = counted.iter().sum();
                    most = most.max(busy);
                    jobs = jobs.max(counted.len() as u64);
                    work += (busy + own) * u64::try_from(to - from + 1).expect("a slot of the window");
                }
                exceeds(most + own, rule.limits.resources)
                    || exceeds(jobs + 1, rule.limits.jobs)
                    || exceeds(work, rule.limits.resource_seconds)
            })
        })
    }
}

/// R12.8.
pub fn is_limited(job: &Job) -> bool {
    job.types.container.is_none() && !job.types.no_quotas
}

/// R12.7, R12.8: whether the counter of a rule of a job counts a holder.
pub fn counts(rule: &Rule, job: &Job, holder: &Job) -> bool {
    let agrees = |field: &Field, own: &str, other: &str| match field {
        Field::Any => true,
        Field::Each => own == other,
        Field::Is(name) => **name == *other,
    };
    let carries = match &rule.job_type {
        Field::Is(name) => holder.types.quota_types.contains(name),
        _ => true,
    };
    holder.types.container.is_none()
        && carries
        && agrees(&rule.queue, &job.queue, &holder.queue)
        && agrees(&rule.project, &job.project, &holder.project)
        && agrees(&rule.user, &job.user, &holder.user)
}

/// Whether a limit is exceeded, if there is one.
pub fn exceeds(value: u64, limit: Option<u64>) -> bool {
    limit.is_some_and(|limit| value > limit)
}

/// The literal, else `/`, else `*` (R12.6).
fn preferred<'a>(rules: Vec<(usize, &'a Rule)>, own: &str, field: impl Fn(&Rule) -> &Field) -> Vec<(usize, &'a Rule)> {
    let literal = |rule: &Rule| matches!(field(rule), Field::Is(name) if **name == *own);
    let wanted: [&dyn Fn(&Rule) -> bool; 3] =
        [&literal, &|rule| *field(rule) == Field::Each, &|rule| *field(rule) == Field::Any];
    let first = wanted.into_iter().find(|wanted| rules.iter().any(|(_, rule)| wanted(rule)));
    first.map_or_else(Vec::new, |wanted| rules.iter().copied().filter(|(_, rule)| wanted(rule)).collect())
}
