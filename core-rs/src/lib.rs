//! The scheduling core: given a round, it decides where and when each waiting job runs. It reads no
//! file, no clock and no environment, and the same round always gives the same decisions.
//!
//! In reading order: [`procset`], the sets of resource ranks, [`order`], the sort, and `by_number`, tables; [`model`], what a round is
//! given; [`sharing`], who may lie on top of whom; [`timeline`], what is free when; [`search`], where a request fits
//! first; [`hierarchy`], which resources it takes there; [`quotas`], who may have how much when; [`hooks`], what a site
//! decides itself; [`sorting`], which job is next; [`cycle`], the round itself; `reservation`, new advance reservations;
//! [`explain`], why a job is where it is, or nowhere. `wasm` is the border to JavaScript, and the only module that
//! knows of it. "R7.3" and the like name rules of the project's specification.

mod by_number;
pub mod cycle;
pub mod explain;
pub mod hierarchy;
pub mod hooks;
pub mod model;
pub mod order;
pub mod procset;
pub mod quotas;
mod reservation;
pub mod search;
pub mod sharing;
pub mod sorting;
pub mod timeline;
#[cfg(target_arch = "wasm32")]
mod wasm;
