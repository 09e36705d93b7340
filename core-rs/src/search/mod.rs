//! Where a request fits first: the request compiled ([`Plan`]), the windows in time order
//! ([`Windows`]; without a request, [`Offers`]), and what is already known of it ([`Frontier`]).

mod filters;
mod frontier;
mod frontiers;
mod group;
mod offers;
mod plan;
mod stretch;
mod window;

pub use frontier::{Demand, Frontier, Spot};
pub use frontiers::Frontiers;
pub use group::{GroupPlan, Step};
pub use offers::Offers;
pub use plan::{Compiler, Plan, RequestFault};
pub use stretch::Workspace;
pub use window::{Blocked, Bounds, Window, Windows};
