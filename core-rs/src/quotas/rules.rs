//! Which rules concern a job, and which counter each of them reads (R12.6, R12.7).

use crate::model::{Field, Job, Rule};
use std::rc::Rc;

/// What of a job quotas look at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Who {
    /// Its queue, its project and its user.
    names: [Rc<str>; 3],
    /// Its quota types, in listed order (R3.5).
    types: Vec<Rc<str>>,
}

/// A counter: queue, project, type and user of the jobs it counts; `None`: all of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key([Option<Rc<str>>; 4]);

impl Who {
    /// That of a job.
    pub fn of(job: &Job) -> Self {
        Self {
            names: [Rc::clone(&job.queue), Rc::clone(&job.project), Rc::clone(&job.user)],
            types: job.types.quota_types.clone(),
        }
    }

    /// Every counter that counts such a job.
    pub fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        let types = std::iter::once(None).chain(self.types.iter().filter(|name| &***name != "*").map(Some));
        types.flat_map(move |job_type| {
            (0..8).map(move |all: u8| {
                let name = |field: usize| (all >> field & 1 == 0).then(|| Rc::clone(&self.names[field]));
                Key([name(0), name(1), job_type.cloned(), name(2)])
            })
        })
    }

    /// The counter of a rule that concerns such a job: `/` stands for its own value (R12.7).
    pub fn key(&self, rule: &Rule) -> Key {
        let own = |field: &Field, name: &Rc<str>| (*field != Field::Any).then(|| Rc::clone(name));
        let [queue, project, user] = &self.names;
        let job_type = match &rule.job_type {
            Field::Is(name) => Some(Rc::clone(name)),
            _ => None,
        };
        Key([own(&rule.queue, queue), own(&rule.project, project), job_type, own(&rule.user, user)])
    }
}

/// The rules of a set that concern a job, as their numbers in it, in the order of R12.6. Every one of them
/// must hold.
pub fn rules_of(set: &[Rule], tracked: &[Rc<str>], who: &Who) -> Vec<usize> {
    let [queue, project, user] = &who.names;
    let in_queue = preferred(set, (0..set.len()).collect(), |rule| &rule.queue, queue);
    let in_project = preferred(set, in_queue, |rule| &rule.project, project);
    let of_type = |job_type: &Field| -> Vec<usize> {
        in_project.iter().copied().filter(|rule| set[*rule].job_type == *job_type).collect()
    };
    // `/` matches no type, whatever a job's types are called (R12.2).
    let types = who.types.iter().filter(|name| &***name == "*" || tracked.contains(name)).map(Field::from);
    let types = types.filter(|job_type| *job_type != Field::Each);
    let mut found: Vec<Vec<usize>> =
        types.map(|job_type| of_type(&job_type)).filter(|rules| !rules.is_empty()).collect();
    if found.is_empty() {
        found.push(of_type(&Field::Any));
    }
    found.into_iter().flat_map(|rules| preferred(set, rules, |rule| &rule.user, user)).collect()
}

/// Of some rules those whose field is this value, else those with `/`, else those with `*`.
fn preferred(set: &[Rule], rules: Vec<usize>, field: impl Fn(&Rule) -> &Field, value: &Rc<str>) -> Vec<usize> {
    let rank = |rule: usize| match field(&set[rule]) {
        Field::Is(name) if name == value => Some(0),
        Field::Is(_) => None,
        Field::Each => Some(1),
        Field::Any => Some(2),
    };
    let best = rules.iter().filter_map(|rule| rank(*rule)).min();
    rules.into_iter().filter(|rule| best.is_some() && rank(*rule) == best).collect()
}
