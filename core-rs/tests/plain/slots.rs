//! A slot set as a list of everything that happened to it (sections 7, 10 and 11): what is available when
//! is worked out anew for each window.

use super::Ranks;
use oar_scheduler_redox::model::{Job, Scope};
use std::collections::BTreeSet;

/// R1.2.
pub const HORIZON: i64 = 2_147_483_648;

pub struct Slots<'a> {
    now: i64,
    /// The beginnings of slots.
    begins: BTreeSet<i64>,
    existing: Vec<(i64, i64, Ranks)>,
    withdrawn: Vec<(i64, Ranks)>,
    holders: Vec<(&'a Job, i64, i64, Ranks)>,
}

impl<'a> Slots<'a> {
    /// `cuts`: where the calendar changes the rules in force (R13.9).
    pub fn new(now: i64, cuts: &[i64]) -> Self {
        let begins = cuts.iter().copied().chain([now]).collect();
        Self { now, begins, existing: Vec::new(), withdrawn: Vec::new(), holders: Vec::new() }
    }

    /// R7.3.
    pub fn cut(&mut self, instant: i64) {
        if instant > self.now && instant <= HORIZON {
            self.begins.insert(instant);
        }
    }

    /// R11.2.
    pub fn exist(&mut self, begin: i64, end: i64, resources: &Ranks) {
        let begin = begin.max(self.now);
        if begin <= end {
            self.cut(begin);
            self.cut(end + 1);
            self.existing.push((begin, end, resources.clone()));
        }
    }

    /// R2.3.
    pub fn withdraw(&mut self, date: i64, resources: Ranks) {
        self.cut(date);
        self.withdrawn.push((date, resources));
    }

    /// R7.4.
    pub fn hold(&mut self, job: &'a Job, begin: i64, end: i64, resources: Ranks) {
        self.cut(begin);
        self.cut(end + 1);
        self.holders.push((job, begin, end, resources));
    }

    /// R7.5 and R7.6: each window with what the job may use all through it.
    pub fn windows(&self, job: &'a Job, earliest: i64, length: i64) -> impl Iterator<Item = (i64, Ranks)> + '_ {
        let starts = self.begins.iter().copied();
        let starts = starts.filter(move |begin| *begin >= earliest && begin + length - 1 <= HORIZON);
        starts.map(move |begin| (begin, self.free(job, begin, begin + length - 1)))
    }

    /// R7.6: what a job may use all through a window.
    pub fn free(&self, job: &Job, begin: i64, end: i64) -> Ranks {
        let offers = self.touched(begin, end).into_iter().map(|(from, _)| self.available(job, from));
        offers.reduce(|a, b| &a & &b).unwrap_or_default()
    }

    /// The parts of a window that lie in one slot each: first and last second.
    pub fn touched(&self, begin: i64, end: i64) -> Vec<(i64, i64)> {
        let inside = self.begins.range(begin + 1..end + 1).copied();
        let begins: Vec<i64> = std::iter::once(begin).chain(inside).collect();
        let ends = begins.iter().skip(1).map(|next| next - 1).chain([end]);
        begins.iter().copied().zip(ends).collect()
    }

    /// Who holds what at an instant.
    pub fn holders(&self, instant: i64) -> impl Iterator<Item = (&'a Job, &Ranks)> + '_ {
        let holding = self.holders.iter().filter(move |(_, begin, end, _)| (*begin..=*end).contains(&instant));
        holding.map(|(job, _, _, held)| (*job, held))
    }

    /// R10.1: what exists, held by nobody whom the job may not join.
    fn available(&self, job: &Job, instant: i64) -> Ranks {
        let there = self.existing.iter().filter(|(begin, end, _)| (*begin..=*end).contains(&instant));
        let mut available: Ranks = there.flat_map(|(_, _, resources)| resources.iter().copied()).collect();
        for (_, gone) in self.withdrawn.iter().filter(|(date, _)| *date <= instant) {
            available = &available - gone;
        }
        for (_, held) in self.holders(instant).filter(|(holder, _)| !joins(job, holder)) {
            available = &available - held;
        }
        available
    }
}

/// R10.2 to R10.4.
fn joins(newcomer: &Job, holder: &Job) -> bool {
    let (new, old) = (&newcomer.types, &holder.types);
    if new.placeholder.withholds.is_some() && old.placeholder.allows.is_some() {
        return false;
    }
    if let (Some(allowed), Some(withheld)) = (&new.placeholder.allows, &old.placeholder.withholds)
        && allowed == withheld
    {
        return true;
    }
    let admits =
        |scope: Scope| (!scope.user || newcomer.user == holder.user) && (!scope.name || newcomer.name == holder.name);
    new.timesharing.is_some_and(admits) && old.timesharing.is_some_and(admits)
}
