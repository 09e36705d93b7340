//! What a moldable asks for: groups of counted blocks (sections 8 and 9).

use crate::procset::ProcSet;
use std::rc::Rc;

/// Groups that must all be found in the same window (R9.1).
pub type Request = Vec<Group>;

/// A filter and the blocks that are wanted in it (section 8).
#[derive(Clone, Debug)]
pub struct Group {
    /// Resources that meet the group's properties (R1.4); unusable ones are dropped (R2.1).
    pub filter: Rc<ProcSet>,
    /// Level names with their counts, parent first. A count is a number as the caller gave it: one
    /// that is none makes the moldable invalid, not the round (R9.5).
    pub levels: Vec<(Rc<str>, f64)>,
}

/// How many blocks of a level are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// The first n that succeed, n > 0 (R8.3).
    First(u64),
    /// -1: every block that would succeed if all usable resources of the filter were free (R8.5).
    All,
    /// -2: every block that succeeds (R8.4).
    Best,
    /// -3: the first half of the blocks that succeed, rounded down (R8.4).
    HalfBest,
}

impl Count {
    /// Reads a count; `None`: not an integer, 0, or below -3 (R9.5).
    pub fn read(number: f64) -> Option<Self> {
        if number.fract() != 0.0 || !number.is_finite() {
            return None;
        }
        match number {
            -1.0 => Some(Self::All),
            -2.0 => Some(Self::Best),
            -3.0 => Some(Self::HalfBest),
            // Saturates far above any number of blocks.
            #[allow(clippy::cast_sign_loss)]
            n if n > 0.0 => Some(Self::First(n as u64)),
            _ => None,
        }
    }

    /// How many of the blocks must be there at least.
    pub fn needs(self) -> u64 {
        match self {
            Self::First(wanted) => wanted,
            Self::HalfBest => 2,
            Self::All | Self::Best => 1,
        }
    }

    /// How many of them are taken at least.
    pub fn takes(self) -> u64 {
        match self {
            Self::First(wanted) => wanted,
            Self::All | Self::Best | Self::HalfBest => 1,
        }
    }

    /// Two numbers that no other count has: what kind of count it is, and its number, 0 for one that is none.
    pub fn code(self) -> (u64, u64) {
        match self {
            Self::First(wanted) => (0, wanted),
            Self::All => (1, 0),
            Self::Best => (2, 0),
            Self::HalfBest => (3, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn counts() {
        assert_eq!(Count::read(3.0), Some(Count::First(3)));
        assert_eq!(Count::read(1e300), Some(Count::First(u64::MAX)));
        for number in [0.0, -0.0, -4.0, 1.5, -1.5, f64::NAN, f64::INFINITY] {
            assert_eq!(Count::read(number), None, "{number}");
        }
    }
}
