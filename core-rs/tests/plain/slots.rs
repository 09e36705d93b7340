//! Slots as a list (section 7).

use super::Ranks;

/// R1.2.
pub const HORIZON: i64 = 2_147_483_648;

#[derive(Clone)]
struct Slot {
    begin: i64,
    end: i64,
    free: Ranks,
}

pub struct Slots(Vec<Slot>);

impl Slots {
    pub fn new(now: i64, free: Ranks) -> Self {
        Self(vec![Slot { begin: now, end: HORIZON, free }])
    }

    /// R7.3.
    pub fn cut(&mut self, instant: i64) {
        let around = self.0.iter().position(|slot| slot.begin < instant && instant <= slot.end);
        if let Some(index) = around {
            let mut later = self.0[index].clone();
            later.begin = instant;
            self.0[index].end = instant - 1;
            self.0.insert(index + 1, later);
        }
    }

    /// R7.4.
    pub fn hold(&mut self, begin: i64, end: i64, resources: &Ranks) {
        self.cut(begin);
        self.cut(end + 1);
        for slot in self.0.iter_mut().filter(|slot| begin <= slot.begin && slot.end <= end) {
            slot.free = slot.free.difference(resources).copied().collect();
        }
    }

    /// R7.5 and R7.6: each window with what is free all through it.
    pub fn windows(&self, earliest: i64, length: i64) -> impl Iterator<Item = (i64, Ranks)> + '_ {
        let starts = self.0.iter().map(|slot| slot.begin);
        starts.filter(move |begin| *begin >= earliest && begin + length - 1 <= HORIZON).map(move |begin| {
            let end = begin + length - 1;
            let touched = self.0.iter().filter(|slot| slot.begin <= end && slot.end >= begin);
            let free = touched.map(|slot| slot.free.clone()).reduce(|a, b| &a & &b);
            (begin, free.unwrap_or_default())
        })
    }
}
