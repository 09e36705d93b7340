//! The scheduling core: given a round, it decides where and when each waiting job runs. It reads no
//! file, no clock and no environment, and the same round always gives the same decisions.
//!
//! In reading order: [`procset`], the sets of resource ranks, [`order`], the sort, `by_number`, tables, and [`set_table`],
//! a dictionary of sets, and [`lists`]; [`model`], what a round is given; [`sharing`], who may lie on top of whom; [`timeline`], what is
//! free when; [`search`], where a request fits first; [`hierarchy`], which resources it takes there; [`quotas`], who may have how much when; [`hooks`], what a site
//! decides itself; [`sorting`], which job is next; [`cycle`], the round itself; `reservation`, new advance reservations;
//! [`explain`], why a job is where it is, or nowhere. `wasm` is the border to JavaScript, and the only module that
//! knows of it. "R7.3" and the like name rules of the project's specification.
//!
//! Some functions are kept as *functions of their own* (`inline(never)`). A runtime compiles a module quickly at first, and
//! better what is used much; the better code is put in place when a function is called, and it takes the longer to make
//! the larger the function is. So what is done for each job must not become part of what is done once for a round: the
//! first round would be over before the better code is there.

mod by_number;
pub mod cycle;
pub mod explain;
pub mod hierarchy;
pub mod hooks;
pub mod lists;
pub mod model;
pub mod order;
pub mod procset;
pub mod quotas;
mod reservation;
pub mod search;
pub mod set_table;
pub mod sharing;
pub mod sorting;
pub mod timeline;
#[cfg(target_arch = "wasm32")]
mod wasm;
