//! Where a request fits first: the request compiled ([`Plan`]), the windows in time order
//! ([`Windows`]), and what is already known of it ([`Frontier`]).

mod frontier;
mod plan;
mod window;

pub use frontier::Frontier;
pub use plan::{GroupPlan, Plan, RequestFault, Step};
pub use window::{Bounds, Window, Windows};
