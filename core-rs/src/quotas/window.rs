//! Whether quotas refuse a window (R12.9).

use super::rules::{NamedRule, Tracked, rules_of};
use super::{Counters, InForce, Key, Names, Step, Who};
use crate::model::{self, Job, Limits, Platform, Seconds};
use std::rc::Rc;

/// The quotas of a round.
#[derive(Debug)]
pub struct Quotas {
    in_force: InForce,
    last_end: Seconds,
    names: Names,
    tracked: Tracked,
    /// The sets of rules, each with the limits of its rules.
    sets: Vec<(Vec<NamedRule>, Vec<Limits>)>,
    /// The kinds of jobs met so far, by ascending kind, with the number of each.
    kinds: Vec<(Rc<Who>, usize)>,
    /// For each kind, by number, the rules that concern it, set by set, as far as they have been looked up.
    concerns: Vec<Vec<Concerns>>,
}

/// The rules of a set that concern a kind of job, once they have been looked up.
type Concerns = Option<Rc<[Concern]>>;

/// A rule that concerns a kind of job, and the counter that it reads for them.
#[derive(Debug)]
struct Concern {
    rule: usize,
    key: Key,
    limits: Limits,
}

/// What wants into a window.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who wants in.
    pub who: Rc<Who>,
    /// First second of the window.
    pub begin: Seconds,
    /// Last second, inclusive.
    pub end: Seconds,
    /// How many default resources it would hold.
    pub resources: u64,
}

/// Why a window is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The set of rules.
    pub set: usize,
    /// Number of the rule in it.
    pub rule: usize,
    /// Which of its limits.
    pub quantity: Quantity,
    /// What the limit is.
    pub limit: u64,
    /// What is counted already.
    pub used: u64,
    /// What it would be with the candidate.
    pub wanted: u64,
}

/// What a rule limits, in the order of report (R12.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Default resources at one time.
    Resources,
    /// Jobs at one time.
    Jobs,
    /// Resource-seconds.
    ResourceSeconds,
}

impl Quotas {
    /// Those of a platform; `None`: they are off.
    pub fn new(platform: &Platform) -> Option<Self> {
        platform.quotas.as_ref().map(|quotas| Self::of(quotas, platform.now))
    }

    /// A function of its own: many sites have none.
    #[inline(never)]
    fn of(model: &model::Quotas, now: Seconds) -> Self {
        let names = Names::default();
        let read = |set: &Vec<model::Rule>| {
            (set.iter().map(|rule| NamedRule::of(rule, &names)).collect(), set.iter().map(|rule| rule.limits).collect())
        };
        let sets = model.sets.iter().map(read).collect();
        let last_end = |calendar: &model::Calendar| now.saturating_add(calendar.window_limit);
        Self {
            in_force: InForce::new(model.calendar.as_ref(), now),
            last_end: model.calendar.as_ref().map_or(Seconds::MAX, last_end),
            tracked: Tracked::new(&model.tracked, &names),
            names,
            sets,
            kinds: Vec::new(),
            concerns: Vec::new(),
        }
    }

    /// Which rules are in force when.
    pub fn in_force(&self) -> &InForce {
        &self.in_force
    }

    /// The last second at which a job under quotas may end (R14.1).
    pub fn last_end(&self) -> Seconds {
        self.last_end
    }

    /// As whom a job is counted and limited.
    pub fn who(&self, job: &Job) -> Rc<Who> {
        Rc::new(Who::of(job, &self.names))
    }

    /// Whether the window is refused.
    pub fn refuse(&mut self, counters: &mut Counters, candidate: &Candidate) -> bool {
        let mut refused = false;
        self.check(counters, candidate, |_| {
            refused = true;
            false
        });
        refused
    }

    /// Everything that refuses the window, in the order of report.
    pub fn refusals(&mut self, counters: &mut Counters, candidate: &Candidate) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        self.check(counters, candidate, |refusal| {
            refusals.push(refusal);
            true
        });
        refusals
    }

    /// Tells what refuses the window, one thing after the other, until `go_on` says no.
    fn check(&mut self, counters: &mut Counters, candidate: &Candidate, mut go_on: impl FnMut(Refusal) -> bool) {
        for set in self.in_force.sets(candidate.begin, candidate.end) {
            for concern in self.concerns(&candidate.who, set).iter() {
                let (used, wanted) = self.used(counters, candidate, set, concern.key);
                let Limits { resources, jobs, resource_seconds } = concern.limits;
                let quantities = [Quantity::Resources, Quantity::Jobs, Quantity::ResourceSeconds];
                let limits = quantities.into_iter().zip([resources, jobs, resource_seconds]);
                for ((quantity, limit), (used, wanted)) in limits.zip(used.into_iter().zip(wanted)) {
                    let Some(limit) = limit.filter(|limit| wanted > *limit) else { continue };
                    if !go_on(Refusal { set, rule: concern.rule, quantity, limit, used, wanted }) {
                        return;
                    }
                }
            }
        }
    }

    /// Resources, jobs and resource-seconds that a counter counts while a set of rules is in force in the
    /// window: without the candidate, and with it.
    fn used(&self, counters: &mut Counters, candidate: &Candidate, set: usize, key: Key) -> ([u64; 3], [u64; 3]) {
        let Candidate { begin, end, resources: own, .. } = *candidate;
        let (mut resources, mut jobs, mut work, mut own_work) = (0, 0, 0_u64, 0_u64);
        for (from, to) in self.in_force.periods(set, begin, end) {
            let steps = counters.steps(key, from, to);
            for (at, step) in steps.iter().enumerate() {
                let last = steps.get(at + 1).map_or(to, |next| next.begin - 1);
                let overlap = (last - step.begin.max(from) + 1).unsigned_abs();
                resources = step.resources.max(resources);
                jobs = step.jobs.max(jobs);
                // Far above any limit it need not be exact.
                work = work.saturating_add(step.resources.saturating_mul(overlap));
                own_work = own_work.saturating_add(own.saturating_mul(overlap));
            }
        }
        ([resources, jobs, work], [resources + own, jobs + 1, work.saturating_add(own_work)])
    }

    /// The last second of [from, to] in which the resources or jobs of a rule are used up for a job of this kind that
    /// takes at least so many resources: no window that it is in passes. Resource-seconds are those of a window, and
    /// not of a second.
    pub fn blocked(
        &mut self,
        counters: &mut Counters,
        who: &Rc<Who>,
        resources: u64,
        (from, to): (Seconds, Seconds),
    ) -> Option<Seconds> {
        let kind = self.kind(who);
        let mut last = None;
        for set in self.in_force.sets(from, to) {
            for concern in self.concerns_of(kind, who, set).iter() {
                let Limits { resources: most, jobs, .. } = concern.limits;
                let full = |step: &Step| {
                    most.is_some_and(|most| step.resources + resources > most)
                        || jobs.is_some_and(|jobs| step.jobs + 1 > jobs)
                };
                for (begin, end) in self.in_force.periods(set, from, to) {
                    let steps = counters.steps(concern.key, begin, end);
                    if let Some(at) = steps.iter().rposition(full) {
                        last = last.max(Some(steps.get(at + 1).map_or(end, |next| next.begin - 1)));
                    }
                }
            }
        }
        last
    }

    /// The number of this kind of job, if what resources and jobs of rules refuse it at an instant they go on
    /// refusing, and nothing else refuses it: no rule that concerns it limits resource-seconds, which a window that
    /// begins later may have fewer of.
    pub fn lasting_kind(&mut self, who: &Rc<Who>) -> Option<usize> {
        let kind = self.kind(who);
        let lasting = (0..self.sets.len()).all(|set| {
            let concerns = self.concerns_of(kind, who, set);
            concerns.iter().all(|concern| concern.limits.resource_seconds.is_none())
        });
        lasting.then_some(kind)
    }

    fn concerns(&mut self, who: &Rc<Who>, set: usize) -> Rc<[Concern]> {
        let kind = self.kind(who);
        self.concerns_of(kind, who, set)
    }

    /// The number of a kind of job.
    fn kind(&mut self, who: &Rc<Who>) -> usize {
        let place = self.kinds.binary_search_by(|(known, _)| known.cmp(who)).unwrap_or_else(|place| {
            self.kinds.insert(place, (Rc::clone(who), self.concerns.len()));
            self.concerns.push(vec![None; self.sets.len()]);
            place
        });
        self.kinds[place].1
    }

    fn concerns_of(&mut self, kind: usize, who: &Who, set: usize) -> Rc<[Concern]> {
        let find = || {
            let (rules, limits) = &self.sets[set];
            let concern = |rule: usize| Concern { rule, key: who.key(&rules[rule]), limits: limits[rule] };
            rules_of(rules, &self.tracked, who).into_iter().map(concern).collect()
        };
        Rc::clone(self.concerns[kind][set].get_or_insert_with(find))
    }
}
