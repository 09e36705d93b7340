//! The chain of slots over [now, horizon], each with the row of what is free in it (R7.1, R7.2).

use super::counted::CountedRows;
use super::{Claim, Layout, RowId, bits};
use crate::model::{HORIZON, Seconds};
use std::ops::Range;

/// The slots of a set. They have no gap and no overlap, and are never merged (R7.3).
#[derive(Debug)]
pub struct Timeline {
    /// First second of each slot, ascending.
    begins: Vec<Seconds>,
    /// What is free in each slot. Slots are inserted, rows never move.
    free: Vec<RowId>,
    rows: CountedRows,
}

impl Timeline {
    /// One slot over [begin, horizon] with this row. `begin` is not past the horizon.
    pub fn new(layout: &Layout, begin: Seconds, row: &[u64]) -> Self {
        debug_assert!(begin <= HORIZON, "a slot set begins within the horizon");
        let mut rows = CountedRows::new(layout.parts());
        let row = rows.push(row);
        Self { begins: vec![begin], free: vec![row], rows }
    }

    /// Number of slots, at least one.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.begins.len()
    }

    /// First second of a slot.
    pub fn begin(&self, slot: usize) -> Seconds {
        self.begins[slot]
    }

    /// Last second of a slot, inclusive.
    pub fn end(&self, slot: usize) -> Seconds {
        self.begins.get(slot + 1).map_or(HORIZON, |next| next - 1)
    }

    /// What is free in a slot.
    pub fn row(&self, slot: usize) -> &[u64] {
        self.rows.rows().row(self.free[slot])
    }

    /// The last of these slots in which fewer bits of a part of what is free are set than this: resources, or whole
    /// blocks of a level. `None`: there is none, or no slot.
    pub fn last_poor(&self, slots: Range<usize>, part: usize, needs: u64) -> Option<usize> {
        let ids = self.free.get(slots.clone())?;
        let poor = ids.iter().rposition(|id| u64::from(self.rows.count(*id, part)) < needs)?;
        Some(slots.start + poor)
    }

    /// The first slot from this one on in which at least so many bits of a part of what is free are set; [`len`](Self::len)
    /// if there is none.
    pub fn first_rich(&self, slot: usize, part: usize, needs: u64) -> usize {
        let ids = self.free.get(slot..).unwrap_or_default();
        slot + ids.iter().take_while(|id| u64::from(self.rows.count(**id, part)) < needs).count()
    }

    /// The last slot, from this one on, that begins at `instant` or before, given that this one does.
    pub fn last_until(&self, slot: usize, instant: Seconds) -> usize {
        let later = self.begins[slot + 1..].iter().take_while(|begin| **begin <= instant);
        slot + later.count()
    }

    /// Takes what is not free in one of these slots out of some words of a row: the words are those of this range.
    pub fn keep_free(&self, slots: Range<usize>, words: Range<usize>, row: &mut [u64]) {
        for id in &self.free[slots] {
            bits::and(row, &self.rows.rows().row(*id)[words.clone()]);
        }
    }

    /// Bytes that its rows take.
    pub fn bytes(&self) -> usize {
        self.rows.rows().bytes()
    }

    /// The first slot that begins at `instant` or later; [`len`](Self::len) if none does.
    pub fn first_from(&self, instant: Seconds) -> usize {
        self.begins.partition_point(|begin| *begin < instant)
    }

    /// What is free all through [begin, end]; the row of nothing if a part lies outside the set.
    pub fn free(&self, begin: Seconds, end: Seconds) -> Vec<u64> {
        let first = self.first_from(begin.saturating_add(1));
        if first == 0 || end > HORIZON {
            return vec![0; self.rows.rows().width()];
        }
        let mut free = self.row(first - 1).to_vec();
        for slot in first..self.first_from(end.saturating_add(1)) {
            bits::and(&mut free, self.row(slot));
        }
        free
    }

    /// Cuts at an instant: the slot around it becomes two with the same row. At or before the begin
    /// of the set and past the horizon there is nothing to cut (R7.3).
    ///
    /// Gives the first slot that begins at that instant or later, as [`first_from`](Self::first_from) does.
    pub fn cut(&mut self, instant: Seconds) -> usize {
        let next = self.first_from(instant);
        if next > 0 && instant <= HORIZON && self.begins.get(next) != Some(&instant) {
            let row = self.rows.duplicate(self.free[next - 1]);
            self.begins.insert(next, instant);
            self.free.insert(next, row);
        }
        next
    }

    /// Cuts at begin and at end + 1, as a job does that holds resources over [begin, end] (R7.3).
    pub fn cut_around(&mut self, begin: Seconds, end: Seconds) {
        self.between(begin, end);
    }

    /// Takes a claim out of [begin, end], both inclusive, after cuts at begin and end + 1 (R7.4). What
    /// lies outside the set is ignored; what is not free stays so.
    pub fn take(&mut self, begin: Seconds, end: Seconds, claim: &Claim) {
        let slots = self.between(begin, end);
        let taken = self.rows.split(claim);
        for id in &self.free[slots] {
            self.rows.take(*id, taken);
        }
    }

    /// Adds the resources of a row over [begin, end], after cuts as above, but for those that `held`
    /// names: the claims on a slot, given its first and last second (R11.3).
    pub fn give<'a, Claims>(
        &mut self,
        layout: &Layout,
        begin: Seconds,
        end: Seconds,
        row: &[u64],
        held: impl Fn(Seconds, Seconds) -> Claims,
    ) where
        Claims: Iterator<Item = &'a Claim>,
    {
        for slot in self.between(begin, end) {
            let mut added = row.to_vec();
            for claim in held(self.begin(slot), self.end(slot)) {
                claim.take_from(&mut added);
            }
            self.rows.change(self.free[slot], |free| {
                bits::or(free, &added);
                layout.complete(free);
            });
        }
    }

    /// The slots of [begin, end], after cuts at begin and end + 1.
    fn between(&mut self, begin: Seconds, end: Seconds) -> Range<usize> {
        if end < begin || end < self.begins[0] || begin > HORIZON {
            return 0..0;
        }
        let first = self.cut(begin);
        first..self.cut(end.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Level, ResourceSet};
    use crate::procset::ProcSet;

    fn site() -> Layout {
        Layout::new(&ResourceSet {
            default: ProcSet::new(),
            usable: ProcSet::parse("1-32").unwrap(),
            levels: vec![Level::new(
                "node",
                ["1-8", "9-16", "17-24", "25-32"].map(|block| ProcSet::parse(block).unwrap()),
            )],
            withdrawals: Vec::new(),
        })
        .unwrap()
    }

    fn take(slots: &mut Timeline, site: &Layout, begin: Seconds, walltime: Seconds, resources: &str) {
        let claim = site.claim(&ProcSet::parse(resources).unwrap());
        slots.take(begin, begin + walltime - 1, &claim);
    }

    fn shown(slots: &Timeline, site: &Layout) -> Vec<(Seconds, Seconds, String)> {
        (0..slots.len())
            .map(|slot| {
                let resources = site.resources(slots.row(slot));
                assert_eq!(slots.row(slot), site.row(&resources), "block bits of slot {slot}");
                let (free, nodes) = (resources.len(), bits::ones(slots.row(slot), 64..68).count());
                for (part, count) in [(0, free as u64), (1, nodes as u64)] {
                    assert_eq!(slots.last_poor(slot..slot + 1, part, count), None);
                    assert_eq!(slots.last_poor(slot..slot + 1, part, count + 1), Some(slot));
                }
                (slots.begin(slot), slots.end(slot), resources.to_string())
            })
            .collect()
    }

    fn expect(slots: &Timeline, site: &Layout, expected: &[(Seconds, Seconds, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(begin, end, free)| (*begin, *end, (*free).to_owned())).collect();
        assert_eq!(shown(slots, site), expected);
    }

    fn from(site: &Layout, begin: Seconds) -> Timeline {
        Timeline::new(site, begin, &site.row(&ProcSet::parse("1-32").unwrap()))
    }

    /// SL-02, SL-03, SL-10 of the semantics' appendix, on a set that ends at the horizon.
    #[test]
    fn a_job_cuts_at_its_begin_and_after_its_end() {
        let site = site();
        let mut slots = from(&site, 1);
        take(&mut slots, &site, 5, 20, "10-20");
        expect(&slots, &site, &[(1, 4, "1-32"), (5, 24, "1-9 21-32"), (25, HORIZON, "1-32")]);
        let mut slots = from(&site, 10);
        take(&mut slots, &site, 5, 20, "10-20");
        expect(&slots, &site, &[(10, 24, "1-9 21-32"), (25, HORIZON, "1-32")]);
    }

    /// SL-11, SL-13, SL-22.
    #[test]
    fn a_job_outside_the_set_changes_nothing() {
        let site = site();
        let mut slots = from(&site, 100);
        take(&mut slots, &site, 90, 10, "10-20");
        take(&mut slots, &site, HORIZON + 1, 10, "10-20");
        expect(&slots, &site, &[(100, HORIZON, "1-32")]);
    }

    #[test]
    fn the_horizon_is_the_last_second() {
        let site = site();
        let mut slots = from(&site, HORIZON - 5);
        take(&mut slots, &site, HORIZON, 10, "1");
        expect(&slots, &site, &[(HORIZON - 5, HORIZON - 1, "1-32"), (HORIZON, HORIZON, "2-32")]);
        slots.take(0, Seconds::MAX, &site.claim(&ProcSet::parse("2").unwrap()));
        expect(&slots, &site, &[(HORIZON - 5, HORIZON - 1, "1 3-32"), (HORIZON, HORIZON, "3-32")]);
    }

    /// R5.4: a job without usable resources still cuts.
    #[test]
    fn an_empty_claim_still_cuts() {
        let site = site();
        let mut slots = from(&site, 0);
        take(&mut slots, &site, 10, 10, "77");
        expect(&slots, &site, &[(0, 9, "1-32"), (10, 19, "1-32"), (20, HORIZON, "1-32")]);
    }

    /// SL-17 and SL-21: several jobs that overlap.
    #[test]
    fn overlapping_jobs_add_up() {
        let site = site();
        let mut slots = from(&site, 1);
        take(&mut slots, &site, 30, 20, "5-15 20-28");
        take(&mut slots, &site, 5, 10, "10-20");
        take(&mut slots, &site, 10, 30, "5-6");
        expect(
            &slots,
            &site,
            &[
                (1, 4, "1-32"),
                (5, 9, "1-9 21-32"),
                (10, 14, "1-4 7-9 21-32"),
                (15, 29, "1-4 7-32"),
                (30, 39, "1-4 16-19 29-32"),
                (40, 49, "1-4 16-19 29-32"),
                (50, HORIZON, "1-32"),
            ],
        );
    }
}
