//! Which rules concern a job, and which counter each of them reads (R12.6, R12.7).

use crate::model::{Field, Job, Rule};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A name by number: names are compared and counted often, and read once.
pub type Name = u32;

/// Stands for all names in a [`Key`].
const ALL: Name = Name::MAX;

/// The names that quotas have met.
#[derive(Debug, Default)]
pub struct Names {
    numbers: RefCell<HashMap<Rc<str>, Name>>,
}

impl Names {
    /// The number of a name.
    pub fn number(&self, name: &Rc<str>) -> Name {
        let mut numbers = self.numbers.borrow_mut();
        let next = numbers.len() as Name;
        *numbers.entry(Rc::clone(name)).or_insert(next)
    }
}

/// What of a job quotas look at: queue, project, user, then its quota types in listed order (R3.5).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who(Vec<Name>);

/// A counter: queue, project, type and user of the jobs it counts.
pub type Key = [Name; 4];

impl Who {
    /// That of a job.
    pub fn of(job: &Job, names: &Names) -> Self {
        let own = [&job.queue, &job.project, &job.user].into_iter();
        Self(own.chain(&job.types.quota_types).map(|name| names.number(name)).collect())
    }

    fn types(&self) -> &[Name] {
        &self.0[3..]
    }

    /// Every counter that counts such a job.
    pub fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        let types = std::iter::once(ALL).chain(self.types().iter().copied());
        types.flat_map(move |job_type| {
            (0..8).map(move |every: u8| {
                let name = |field: usize| if every >> field & 1 == 0 { self.0[field] } else { ALL };
                [name(0), name(1), job_type, name(2)]
            })
        })
    }

    /// Whether a counter counts such a job.
    pub fn is_counted(&self, [queue, project, job_type, user]: Key) -> bool {
        let own = [queue, project, user].into_iter().zip(&self.0).all(|(field, own)| field == ALL || field == *own);
        own && (job_type == ALL || self.types().contains(&job_type))
    }

    /// The counter of a rule that concerns such a job: `/` stands for its own value (R12.7).
    pub fn key(&self, rule: &NamedRule) -> Key {
        let own = |field: Named, name: Name| if field == Named::Any { ALL } else { name };
        let job_type = match rule.job_type {
            Named::Is(name) => name,
            _ => ALL,
        };
        [own(rule.queue, self.0[0]), own(rule.project, self.0[1]), job_type, own(rule.user, self.0[2])]
    }
}

/// The fields of a rule, with names by number.
#[derive(Clone, Copy, Debug)]
pub struct NamedRule {
    queue: Named,
    project: Named,
    job_type: Named,
    user: Named,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Any,
    Each,
    Is(Name),
}

impl NamedRule {
    /// That of a rule.
    pub fn of(rule: &Rule, names: &Names) -> Self {
        let numbered = |field: &Field| match field {
            Field::Any => Named::Any,
            Field::Each => Named::Each,
            Field::Is(name) => Named::Is(names.number(name)),
        };
        Self {
            queue: numbered(&rule.queue),
            project: numbered(&rule.project),
            job_type: numbered(&rule.job_type),
            user: numbered(&rule.user),
        }
    }
}

/// The types that rules may track (R12.5), by number. A job's type may be called `*`, which is always tracked and
/// means all; one that is called `/` matches nothing (R12.2).
#[derive(Debug)]
pub struct Tracked {
    every: Name,
    names: Vec<Name>,
}

impl Tracked {
    /// Those of a document, `*` aside.
    pub fn new(types: &[Rc<str>], names: &Names) -> Self {
        let listed = types.iter().filter(|name| !["*", "/"].contains(&&***name));
        Self { every: names.number(&Rc::from("*")), names: listed.map(|name| names.number(name)).collect() }
    }

    fn field(&self, job_type: Name) -> Option<Named> {
        if job_type == self.every {
            return Some(Named::Any);
        }
        self.names.contains(&job_type).then_some(Named::Is(job_type))
    }
}

/// The rules of a set that concern a job, as their numbers in it, in the order of R12.6. Every one of them
/// must hold.
pub fn rules_of(set: &[NamedRule], tracked: &Tracked, who: &Who) -> Vec<usize> {
    let in_queue = preferred((0..set.len()).collect(), |rule| set[rule].queue, who.0[0]);
    let in_project = preferred(in_queue, |rule| set[rule].project, who.0[1]);
    let mut found = Vec::new();
    let mut add = |job_type: Named| {
        let of_type: Vec<usize> = in_project.iter().copied().filter(|rule| set[*rule].job_type == job_type).collect();
        let any = !of_type.is_empty();
        found.extend(preferred(of_type, |rule| set[rule].user, who.0[2]));
        any
    };
    let mut has_rules = false;
    for job_type in who.types().iter().filter_map(|name| tracked.field(*name)) {
        has_rules |= add(job_type);
    }
    if !has_rules {
        add(Named::Any);
    }
    found
}

/// Of some rules those whose field is this value, else those with `/`, else those with `*`.
fn preferred(rules: Vec<usize>, field: impl Fn(usize) -> Named, value: Name) -> Vec<usize> {
    let rank = |rule: usize| match field(rule) {
        Named::Is(name) if name == value => 0,
        Named::Each => 1,
        Named::Any => 2,
        Named::Is(_) => 3,
    };
    let best = rules.iter().map(|rule| rank(*rule)).min().unwrap_or(3);
    rules.into_iter().filter(|rule| best < 3 && rank(*rule) == best).collect()
}
