//! What a round is given: data, and what can be said of it alone.
//!
//! [`ResourceSet`] is the site, [`Job`] with its [`Moldable`]s, [`Request`]s and [`JobTypes`] what is
//! asked for, [`Quotas`] what is allowed, [`Config`] the settings, [`Platform`] what all jobs have in common,
//! [`Round`] all of them together. Nothing here knows a slot.

mod config;
mod job;
mod moldables;
mod quotas;
mod ranking;
mod request;
mod resources;
mod round;
mod types;

pub use config::Config;
pub use job::{Dependency, Held, Job, Moldable, RequiredState};
pub use moldables::Moldables;
pub use quotas::{Calendar, Field, Limits, Offset, Quotas, Rule, Span};
pub use ranking::{ByName, Fairness, Ranking, Weights};
pub use request::{Count, Group, Request};
pub use resources::{Level, ResourceSet, Withdrawal};
pub use round::{Platform, Round, Workload};
pub use types::{Hook, JobTypes, Malformed, Placeholder, Scope, TypeFault};

/// Epoch seconds or a duration in seconds (R1.1).
pub type Seconds = i64;

/// The last second of every slot set (R1.2).
pub const HORIZON: Seconds = 2_147_483_648;
