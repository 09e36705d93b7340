//! Where a request fits first: the request compiled ([`Plan`]), the windows in time order
//! ([`Windows`]; without a request, [`Offers`]), and what is already known of it ([`Frontier`]).

mod frontier;
mod offers;
mod plan;
mod window;

pub use frontier::Frontier;
pub use offers::Offers;
pub use plan::{GroupPlan, Plan, RequestFault, Step};
pub use window::{Bounds, Window, Windows};
