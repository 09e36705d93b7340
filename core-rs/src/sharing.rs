//! Who may lie on top of whom (section 10).

use crate::model::{Job, JobTypes, Placeholder, Scope};
use std::rc::Rc;

/// What of a job decides with whom it shares resources. Most jobs share with nobody, and every job that holds anything is
/// asked for it: so that is kept small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// `None`: it goes on top of nobody, and nobody goes on top of it.
    terms: Option<Rc<Terms>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Terms {
    shared: Option<Shared>,
    /// The placeholder name under which it withholds its resources.
    withholds: Option<String>,
    /// The placeholder name that it allows.
    allows: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Shared {
    scope: Scope,
    user: Rc<str>,
    name: Rc<str>,
}

impl Party {
    /// That of a job.
    pub fn of(job: &Job) -> Self {
        let JobTypes { timesharing, placeholder: Placeholder { withholds, allows }, .. } = &*job.types;
        if timesharing.is_none() && withholds.is_none() && allows.is_none() {
            return Self::default();
        }
        Terms::of(job).into()
    }

    /// Whether it goes on top of nobody: such a newcomer sees what is free, whoever it is.
    pub fn is_plain(&self) -> bool {
        self.terms.as_ref().is_none_or(|terms| terms.shared.is_none() && terms.allows.is_none())
    }

    /// Whether this newcomer is compatible with a holder (R10.2).
    pub fn may_join(&self, holder: &Self) -> bool {
        match (&self.terms, &holder.terms) {
            (Some(newcomer), Some(holder)) => newcomer.may_join(holder),
            _ => false,
        }
    }
}

impl From<Terms> for Party {
    fn from(terms: Terms) -> Self {
        Self { terms: Some(terms.into()) }
    }
}

impl Terms {
    /// A function of its own.
    #[inline(never)]
    fn of(job: &Job) -> Self {
        Self {
            shared: job.types.timesharing.map(|scope| Shared {
                scope,
                user: Rc::clone(&job.user),
                name: Rc::clone(&job.name),
            }),
            withholds: job.types.placeholder.withholds.clone(),
            allows: job.types.placeholder.allows.clone(),
        }
    }

    /// A function of its own.
    #[inline(never)]
    fn may_join(&self, holder: &Self) -> bool {
        if self.withholds.is_some() && holder.allows.is_some() {
            return false; // R10.4
        }
        let allowed = self.allows.is_some() && self.allows == holder.withholds;
        allowed
            || match (&self.shared, &holder.shared) {
                (Some(newcomer), Some(holder)) => newcomer.admits(holder) && holder.admits(newcomer),
                _ => false,
            }
    }
}

impl Shared {
    /// R10.3.
    fn admits(&self, other: &Self) -> bool {
        (!self.scope.user || self.user == other.user) && (!self.scope.name || self.name == other.name)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    fn terms(timesharing: &str, user: &str, name: &str) -> Terms {
        let scope = timesharing.parse().ok();
        let shared = scope.map(|scope| Shared { scope, user: user.into(), name: name.into() });
        Terms { shared, ..Terms::default() }
    }

    pub(crate) fn party(timesharing: &str, user: &str, name: &str) -> Party {
        terms(timesharing, user, name).into()
    }

    #[test]
    fn scopes_are_mutual() {
        let everybody = party("*,*", "ann", "a");
        for (other, joins) in [
            (party("*,*", "bob", "b"), true),
            (party("user,*", "ann", "b"), true),
            (party("user,*", "bob", "a"), false),
            (party("*,name", "bob", "a"), true),
            (party("*,name", "ann", "b"), false),
            (party("user,name", "ann", "a"), true),
            (party("user,name", "ann", "b"), false),
            (party("", "ann", "a"), false),
        ] {
            assert_eq!(everybody.may_join(&other), joins, "{other:?}");
            assert_eq!(other.may_join(&everybody), joins, "{other:?}");
        }
    }

    #[test]
    fn placeholders_let_those_in_who_allow_them() {
        let placeholder = Terms { withholds: Some("red".to_owned()), ..terms("*,*", "ann", "a") };
        let mut allowing = Terms { allows: Some("red".to_owned()), ..terms("*,*", "ann", "a") };
        assert!(allowing.may_join(&placeholder));
        assert!(!placeholder.may_join(&allowing), "although both are time-shared (R10.4)");
        allowing.shared = None;
        assert!(allowing.may_join(&placeholder) && !allowing.may_join(&allowing.clone()));
        allowing.allows = Some("blue".to_owned());
        assert!(!allowing.may_join(&placeholder));
        let nobody = Party::default();
        assert!(nobody.is_plain() && !Party::from(allowing.clone()).is_plain() && !Party::from(placeholder).is_plain());
        assert!(
            ![(&nobody, &nobody), (&nobody, &allowing.clone().into())]
                .iter()
                .any(|(a, b)| a.may_join(b) || b.may_join(a))
        );
    }
}
