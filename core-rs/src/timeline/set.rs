//! A slot set as its jobs see it: one chain of slots for each way of seeing it.
//!
//! A plain job may use what nobody holds. A time-shared job, or one that allows a placeholder, may also
//! use what is held, if *every* holder lets it in (R10.1). So for each [`Party`] that searches in the set
//! there is a *view*: the same slots, in which only the holders that the party may not join take
//! anything away. Everything that happens to the set is applied to each view, and kept in a log, from
//! which a view that is asked for later is made.

use super::{Layout, Timeline};
use crate::model::{HORIZON, Seconds};
use crate::search::Frontier;
use crate::sharing::Party;
use std::collections::HashMap;
use std::rc::Rc;

/// A set of slots with all that holds resources in it.
#[derive(Debug)]
pub struct SlotSet {
    begin: Seconds,
    /// What exists at first, as a row.
    existing: Vec<u64>,
    log: Vec<Event>,
    /// The first is that of the plain jobs.
    views: Vec<View>,
    /// For each second the holders in the log that end in it.
    ends: HashMap<Seconds, Vec<usize>>,
}

/// The slots as one party sees them.
#[derive(Debug)]
pub struct View {
    party: Party,
    /// What it may use when.
    pub timeline: Timeline,
    /// What is known of the requests searched in it. In a view, too, resources are only taken.
    pub frontiers: HashMap<usize, Frontier>,
}

/// Something that happened to a set.
#[derive(Debug)]
enum Event {
    Cut(Seconds),
    Withdraw { date: Seconds, claim: Vec<u64> },
    Hold(Holder),
    Add { begin: Seconds, end: Seconds, row: Vec<u64> },
}

/// A job that holds resources.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Id of the job.
    pub job: u64,
    /// First second.
    pub begin: Seconds,
    /// Last second, inclusive.
    pub end: Seconds,
    /// What it holds, as a claim of the layout.
    pub claim: Rc<[u64]>,
    /// Who may join it.
    pub party: Party,
}

impl SlotSet {
    /// A set over [begin, horizon] in which these resources exist.
    pub fn new(layout: &Layout, begin: Seconds, existing: Vec<u64>) -> Self {
        let mut set = Self { begin, existing, log: Vec::new(), views: Vec::new(), ends: HashMap::new() };
        set.add_view(layout, Party::default());
        set
    }

    /// The set as a newcomer sees it.
    pub fn view(&mut self, layout: &Layout, newcomer: &Party) -> &mut View {
        let same_view = |view: &View| view.party == *newcomer || view.party.is_plain() && newcomer.is_plain();
        let index = self.views.iter().position(same_view).unwrap_or_else(|| self.add_view(layout, newcomer.clone()));
        &mut self.views[index]
    }

    /// Cuts at an instant (R7.3).
    pub fn cut(&mut self, layout: &Layout, instant: Seconds) {
        // Most jobs may start at once, and then there is nothing to cut or to remember.
        if instant > self.begin {
            self.happen(layout, Event::Cut(instant));
        }
    }

    /// Withdraws resources from a date on (R2.3).
    pub fn withdraw(&mut self, layout: &Layout, date: Seconds, claim: Vec<u64>) {
        self.happen(layout, Event::Withdraw { date, claim });
    }

    /// A job holds resources (R7.4).
    pub fn hold(&mut self, layout: &Layout, holder: Holder) {
        self.ends.entry(holder.end).or_default().push(self.log.len());
        self.happen(layout, Event::Hold(holder));
    }

    /// Resources exist over [begin, end], both inclusive (R11.2). What is held stays held (R11.3).
    pub fn add(&mut self, layout: &Layout, begin: Seconds, end: Seconds, row: Vec<u64>) {
        let begin = begin.max(self.begin);
        if begin <= end {
            self.happen(layout, Event::Add { begin, end, row });
        }
    }

    /// The job that ended just before `begin` on resources of this claim, and that the newcomer could
    /// not join; of several, the one with the lowest id.
    pub fn released_by(&self, layout: &Layout, newcomer: &Party, begin: Seconds, claim: &[u64]) -> Option<u64> {
        let ended = self.ends.get(&(begin - 1))?.iter().filter_map(|event| self.log[*event].holder());
        ended
            .filter(|holder| !newcomer.may_join(&holder.party) && layout.share_resources(&holder.claim, claim))
            .map(|holder| holder.job)
            .min()
    }

    /// The holders that the newcomer may not join, that hold resources of this claim at some time in
    /// [begin, end].
    pub fn holders<'a>(
        &'a self,
        layout: &'a Layout,
        newcomer: &'a Party,
        (begin, end): (Seconds, Seconds),
        claim: &'a [u64],
    ) -> impl Iterator<Item = &'a Holder> {
        let holders = self.log.iter().filter_map(Event::holder);
        holders
            .filter(move |holder| holder.begin <= end && begin <= holder.end && !newcomer.may_join(&holder.party))
            .filter(move |holder| layout.share_resources(&holder.claim, claim))
    }

    /// What exists when, as if nobody held anything.
    pub fn unheld(&self, layout: &Layout) -> Timeline {
        let mut view = View::new(layout, Party::default(), self.begin, &self.existing);
        for event in &self.log {
            match event {
                Event::Hold(holder) => view.timeline.cut_around(holder.begin, holder.end),
                _ => view.apply(layout, &[], event),
            }
        }
        view.timeline
    }

    fn happen(&mut self, layout: &Layout, event: Event) {
        for view in &mut self.views {
            view.apply(layout, &self.log, &event);
        }
        self.log.push(event);
    }

    fn add_view(&mut self, layout: &Layout, party: Party) -> usize {
        let mut view = View::new(layout, party, self.begin, &self.existing);
        for (index, event) in self.log.iter().enumerate() {
            view.apply(layout, &self.log[..index], event);
        }
        self.views.push(view);
        self.views.len() - 1
    }
}

impl View {
    fn new(layout: &Layout, party: Party, begin: Seconds, existing: &[u64]) -> Self {
        Self { party, timeline: Timeline::new(layout, begin, existing), frontiers: HashMap::new() }
    }

    /// `before` is what happened before.
    fn apply(&mut self, layout: &Layout, before: &[Event], event: &Event) {
        match event {
            Event::Cut(instant) => self.timeline.cut(*instant),
            Event::Withdraw { date, claim } => self.timeline.take(*date, HORIZON, claim),
            Event::Hold(holder) if self.party.may_join(&holder.party) => {
                self.timeline.cut_around(holder.begin, holder.end);
            }
            Event::Hold(holder) => self.timeline.take(holder.begin, holder.end, &holder.claim),
            Event::Add { begin, end, row } => {
                let holders = before.iter().filter_map(Event::holder);
                let held: Vec<&Holder> = holders.filter(|holder| !self.party.may_join(&holder.party)).collect();
                let still_held = |from: Seconds, to: Seconds| {
                    let covering = held.iter().filter(move |holder| holder.begin <= from && to <= holder.end);
                    covering.map(|holder| &*holder.claim)
                };
                self.timeline.give(layout, *begin, *end, row, still_held);
                self.frontiers.clear();
            }
        }
    }
}

impl Event {
    fn holder(&self) -> Option<&Holder> {
        match self {
            Self::Hold(holder) => Some(holder),
            _ => None,
        }
    }
}
