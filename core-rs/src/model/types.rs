//! The types of a job: texts `key` or `key=value` (section 3).

use std::rc::Rc;
use std::str::FromStr;

/// What the types of a job say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobTypes {
    /// `besteffort`: a best-effort job, whatever its queue.
    pub besteffort: bool,
    /// `no_quotas`: counted for others, not limited by quotas.
    pub no_quotas: bool,
    /// `timesharing=A,B`: with whom it shares.
    pub timesharing: Option<Scope>,
    /// `placeholder=NAME` and `allow=NAME`.
    pub placeholder: Placeholder,
    /// `container` or `container=NAME`: the name of the slot set that it opens; `None` inside means
    /// the job's id.
    pub container: Option<Option<String>>,
    /// `inner=NAME`: the slot set in which it is placed.
    pub inner: Option<String>,
    /// `assign=…` or `find=…`: a hook decides for the job (section 17). Where both are there, `assign` does.
    pub hook: Option<Hook>,
    /// The keys that quota rules may track, in listed order, each once (R3.5).
    pub quota_types: Vec<Rc<str>>,
}

/// Which hook decides for a job (R17.1). The host knows it by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hook {
    /// `assign=…`: says where and when the job is placed.
    Assign,
    /// `find=…`: says which resources the job takes in a window.
    Find,
}

/// With whom a time-shared job shares (R10.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Only with jobs of the same user.
    pub user: bool,
    /// Only with jobs of the same name.
    pub name: bool,
}

impl FromStr for Scope {
    type Err = ();

    /// Reads one of the seven values; the order of the two words does not count (R3.1).
    fn from_str(text: &str) -> Result<Self, ()> {
        let (user, name) = match text {
            "*,*" => (false, false),
            "user,*" | "*,user" => (true, false),
            "*,name" | "name,*" => (false, true),
            "user,name" | "name,user" => (true, true),
            _ => return Err(()),
        };
        Ok(Self { user, name })
    }
}

/// What a job has to do with placeholders (section 10). A scheduled job may have both (R3.6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placeholder {
    /// `placeholder=NAME`: withholds its resources under that name.
    pub withholds: Option<String>,
    /// `allow=NAME` or `allowed=NAME`: may use what is withheld under that name.
    pub allows: Option<String>,
}

/// The first malformed type of a job (R3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Which of the job's types, in listed order.
    pub at: usize,
    /// What is wrong with it.
    pub fault: TypeFault,
}

/// What can be wrong with a type (R3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeFault {
    /// A value that `timesharing` does not know, none included.
    Scope,
    /// The key needs a value.
    NoValue,
    /// The key is there a second time.
    Repeated,
    /// `placeholder` together with `allow`.
    PlaceholderAndAllow,
}

/// Keys that quota rules never track (R3.5).
const UNTRACKED: [&str; 7] = ["timesharing", "placeholder", "allow", "allowed", "no_quotas", "assign", "find"];

impl JobTypes {
    /// Reads types in listed order, up to the first malformed one: what stands before it counts, it
    /// and the later ones do not (R3.6). Where `placeholder` meets `allow`, both count although the
    /// second is malformed.
    pub fn read<'a>(texts: impl IntoIterator<Item = &'a str>) -> (Self, Option<Malformed>) {
        let mut types = Self::default();
        for (at, text) in texts.into_iter().enumerate() {
            if let Err(fault) = types.add(text) {
                return (types, Some(Malformed { at, fault }));
            }
        }
        (types, None)
    }

    fn add(&mut self, text: &str) -> Result<(), TypeFault> {
        let (key, value) = text.split_once('=').unwrap_or((text, ""));
        match key {
            "besteffort" => self.besteffort = true,
            "no_quotas" => self.no_quotas = true,
            "assign" => self.hook = Some(Hook::Assign),
            "find" => self.hook = self.hook.or(Some(Hook::Find)),
            "timesharing" => {
                let scope = value.parse().map_err(|()| TypeFault::Scope)?;
                set_once(&mut self.timesharing, scope)?;
            }
            "placeholder" => {
                set_once(&mut self.placeholder.withholds, named(value)?)?;
                self.placeholder.check()?;
            }
            "allow" | "allowed" => {
                set_once(&mut self.placeholder.allows, named(value)?)?;
                self.placeholder.check()?;
            }
            "container" => set_once(&mut self.container, named(value).ok())?,
            "inner" => set_once(&mut self.inner, named(value)?)?,
            _ => {}
        }
        if !UNTRACKED.contains(&key) && !self.quota_types.iter().any(|known| **known == *key) {
            self.quota_types.push(key.into());
        }
        Ok(())
    }
}

impl Placeholder {
    fn check(&self) -> Result<(), TypeFault> {
        match self {
            Self { withholds: Some(_), allows: Some(_) } => Err(TypeFault::PlaceholderAndAllow),
            _ => Ok(()),
        }
    }
}

fn named(value: &str) -> Result<String, TypeFault> {
    if value.is_empty() {
        return Err(TypeFault::NoValue);
    }
    Ok(value.to_owned())
}

fn set_once<T>(slot: &mut Option<T>, value: T) -> Result<(), TypeFault> {
    if slot.is_some() {
        return Err(TypeFault::Repeated);
    }
    *slot = Some(value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(texts: &[&str]) -> Option<TypeFault> {
        JobTypes::read(texts.iter().copied()).1.map(|malformed| malformed.fault)
    }

    #[test]
    fn malformed_types() {
        use TypeFault::{NoValue, PlaceholderAndAllow, Repeated, Scope};
        let cases: [(&[&str], TypeFault); 15] = [
            (&["timesharing"], Scope),
            (&["timesharing="], Scope),
            (&["timesharing=user, *"], Scope),
            (&["timesharing=User,*"], Scope),
            (&["timesharing=user,name,*"], Scope),
            (&["placeholder"], NoValue),
            (&["allow="], NoValue),
            (&["allowed"], NoValue),
            (&["inner"], NoValue),
            (&["timesharing=*,*", "timesharing=*,*"], Repeated),
            (&["allow=a", "allowed=a"], Repeated),
            (&["container", "container=x"], Repeated),
            (&["inner=a", "inner=b"], Repeated),
            (&["placeholder=a", "allow=b"], PlaceholderAndAllow),
            (&["allowed=b", "placeholder=a"], PlaceholderAndAllow),
        ];
        for (texts, expected) in cases {
            assert_eq!(fault(texts), Some(expected), "{texts:?}");
        }
    }

    #[test]
    fn what_means_nothing_is_no_fault() {
        let texts = ["", "=", "x", "x=1", "x", "besteffort=0", "no_quotas=x", "container="];
        let (types, malformed) = JobTypes::read(texts);
        assert_eq!(malformed, None);
        assert!(types.besteffort && types.no_quotas);
        assert_eq!(types.container, Some(None));
        assert_eq!(types.quota_types, ["", "x", "besteffort", "container"].map(Rc::from));
    }

    #[test]
    fn a_value_may_hold_the_separator() {
        let (types, _) = JobTypes::read(["placeholder=a=b"]);
        assert_eq!(types.placeholder.withholds.as_deref(), Some("a=b"));
    }

    #[test]
    fn types_before_the_malformed_one_count() {
        let (types, malformed) = JobTypes::read(["besteffort", "inner", "no_quotas"]);
        assert_eq!(malformed, Some(Malformed { at: 1, fault: TypeFault::NoValue }));
        assert!(types.besteffort && !types.no_quotas);
        let (types, _) = JobTypes::read(["placeholder=a", "allow=b"]);
        assert!(types.placeholder.withholds.is_some() && types.placeholder.allows.is_some());
    }

    #[test]
    fn the_order_of_the_two_words_does_not_count() {
        assert_eq!("user,name".parse::<Scope>(), "name,user".parse());
        assert_eq!("*,user".parse(), Ok(Scope { user: true, name: false }));
    }
}
