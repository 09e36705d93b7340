//! Quotas: which rules concern a job ([`rules`]), how much is counted for whom ([`Counters`]), which rules
//! are in force when ([`calendar`]), and whether they refuse a window ([`Quotas`]).

mod calendar;
mod counters;
mod rules;
mod window;

pub use calendar::InForce;
pub use counters::{Counted, Counters, Step};
pub use rules::{Key, Names, Who};
pub use window::{Candidate, Quantity, Quotas, Refusal};
