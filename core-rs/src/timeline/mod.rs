//! The slot set: what is free when (section 7).
//!
//! [`Layout`] says which bit of a row stands for which resource or block, [`bits`] works on rows,
//! [`Arena`] keeps them, and [`Timeline`] is the chain of slots itself.

mod arena;
pub mod bits;
mod layout;
mod slots;

pub use arena::{Arena, RowId};
pub use layout::{Children, Layout, LevelId};
pub use slots::Timeline;
