//! The slot set: what is free when (section 7).
//!
//! [`Layout`] says which bit of a row stands for which resource or block, [`bits`] works on rows,
//! [`Arena`] keeps them, a [`Claim`] is taken out of them, [`Timeline`] is the chain of slots itself, and [`SlotSet`]
//! the set with its holders, as each kind of job sees it.

mod arena;
pub mod bits;
mod blocks;
mod children;
mod claim;
mod counted;
mod endings;
mod layout;
mod level;
mod set;
mod slots;

pub use arena::{Arena, RowId};
pub use blocks::Blocks;
pub use children::Children;
pub use claim::Claim;
pub use counted::Parts;
pub use layout::{Layout, LevelId, MOST_HOLDERS, TooManyHolders};
pub use set::{Holder, SlotSet, View};
pub use slots::Timeline;
