//! A slot set as its jobs see it: one chain of slots for each way of seeing it.
//!
//! A plain job may use what nobody holds. A time-shared job, or one that allows a placeholder, may also
//! use what is held, if *every* holder lets it in (R10.1). So for each [`Party`] that searches in the set
//! there is a *view*: the same slots, in which only the holders that the party may not join take
//! anything away. Everything that happens to the set is applied to each view, and kept in a log, from
//! which a view that is asked for later is made.
//!
//! The view of the plain jobs always stays. Of the others, those that were asked for last do, as long as they are not
//! too large together; one that was forgotten and is asked for again is made anew.

use super::endings::Endings;
use super::{Claim, Layout, Timeline};
use crate::model::{HORIZON, Seconds};
use crate::search::Frontiers;
use crate::sharing::Party;

/// A set of slots with all that holds resources in it.
#[derive(Debug)]
pub struct SlotSet {
    begin: Seconds,
    /// What exists at first, as a row.
    existing: Vec<u64>,
    log: Vec<Event>,
    plain: View,
    /// Those of the other jobs; what was asked for last stands last.
    shared: Vec<View>,
    /// Bytes that the rows of these may take together; one may take more.
    shared_bytes: usize,
    /// The holders that hold anything, by their places in the log.
    endings: Endings,
}

/// The slots as one party sees them.
#[derive(Debug)]
pub struct View {
    party: Party,
    /// What it may use when.
    pub timeline: Timeline,
    /// What is known of the requests searched in it. In a view, too, resources are only taken.
    pub frontiers: Frontiers,
}

/// Something that happened to a set.
#[derive(Debug)]
enum Event {
    Cut(Seconds),
    Withdraw { date: Seconds, claim: Claim },
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
    /// What it holds.
    pub claim: Claim,
    /// Who may join it.
    pub party: Party,
}

/// See [`SlotSet::shared_bytes`]: 8 MiB.
const SHARED_BYTES: usize = 8 << 20;

impl SlotSet {
    /// A set over [begin, horizon] in which these resources exist.
    pub fn new(layout: &Layout, begin: Seconds, existing: Vec<u64>) -> Self {
        let plain = View::new(layout, Party::default(), begin, &existing);
        let (log, shared, endings) = (Vec::new(), Vec::new(), Endings::default());
        Self { begin, existing, log, plain, shared, shared_bytes: SHARED_BYTES, endings }
    }

    /// The set as a newcomer sees it.
    pub fn view(&mut self, layout: &Layout, newcomer: &Party) -> &mut View {
        if newcomer.is_plain() {
            return &mut self.plain;
        }
        self.shared_view(layout, newcomer)
    }

    /// The set as somebody sees it who goes on top of others. A function of its own: few jobs do.
    #[inline(never)]
    fn shared_view(&mut self, layout: &Layout, newcomer: &Party) -> &mut View {
        let view = match self.shared.iter().position(|view| view.party == *newcomer) {
            Some(known) => self.shared.remove(known),
            None => self.made(layout, newcomer.clone()),
        };
        self.forget();
        self.shared.push(view);
        let last = self.shared.len() - 1;
        &mut self.shared[last]
    }

    /// Cuts at an instant (R7.3).
    pub fn cut(&mut self, layout: &Layout, instant: Seconds) {
        // Most jobs may start at once, and then there is nothing to cut or to remember.
        if instant > self.begin {
            self.happen(layout, Event::Cut(instant));
        }
    }

    /// Withdraws resources from a date on (R2.3).
    pub fn withdraw(&mut self, layout: &Layout, date: Seconds, claim: Claim) {
        self.happen(layout, Event::Withdraw { date, claim });
    }

    /// A job holds resources (R7.4).
    pub fn hold(&mut self, layout: &Layout, holder: Holder) {
        if let Some(words) = holder.claim.span(layout.resource_words()) {
            self.endings.add(holder.end, words, self.log.len());
        }
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
    pub fn released_by(&self, layout: &Layout, newcomer: &Party, begin: Seconds, claim: &Claim) -> Option<u64> {
        let words = layout.resource_words();
        let mut lowest: Option<u64> = None;
        self.endings.see(begin - 1, claim.span(words)?, |event| {
            if let Some(holder) = self.log[event].holder()
                && holder.end == begin - 1
                && lowest.is_none_or(|lowest| holder.job < lowest)
                && !newcomer.may_join(&holder.party)
                && holder.claim.meets_claim(claim, words)
            {
                lowest = Some(holder.job);
            }
        });
        lowest
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
            .filter(move |holder| holder.claim.meets(layout.positions_of(claim)))
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
        for view in std::iter::once(&mut self.plain).chain(&mut self.shared) {
            view.apply(layout, &self.log, &event);
        }
        self.log.push(event);
    }

    /// A view made from the log.
    fn made(&self, layout: &Layout, party: Party) -> View {
        let mut view = View::new(layout, party, self.begin, &self.existing);
        for (index, event) in self.log.iter().enumerate() {
            view.apply(layout, &self.log[..index], event);
        }
        view
    }

    /// Forgets what was not asked for, for the longest time, of what is too much.
    fn forget(&mut self) {
        let mut bytes = 0;
        let kept = self.shared.iter().rev().take_while(|view| {
            bytes += view.timeline.bytes();
            bytes <= self.shared_bytes
        });
        let too_many = self.shared.len() - kept.count();
        self.shared.drain(..too_many);
    }
}

impl View {
    fn new(layout: &Layout, party: Party, begin: Seconds, existing: &[u64]) -> Self {
        Self { party, timeline: Timeline::new(layout, begin, existing), frontiers: Frontiers::default() }
    }

    /// `before` is what happened before.
    fn apply(&mut self, layout: &Layout, before: &[Event], event: &Event) {
        match event {
            Event::Cut(instant) => {
                self.timeline.cut(*instant);
            }
            Event::Withdraw { date, claim } => self.timeline.take(*date, HORIZON, claim),
            Event::Hold(holder) if self.party.may_join(&holder.party) => {
                self.timeline.cut_around(holder.begin, holder.end);
            }
            Event::Hold(holder) => self.timeline.take(holder.begin, holder.end, &holder.claim),
            Event::Add { begin, end, row } => self.add(layout, before, (*begin, *end), row),
        }
    }

    /// Resources exist over [begin, end], but for what somebody holds whom the party may not join. A function of its own.
    #[inline(never)]
    fn add(&mut self, layout: &Layout, before: &[Event], (begin, end): (Seconds, Seconds), row: &[u64]) {
        let holders = before.iter().filter_map(Event::holder);
        let held: Vec<&Holder> = holders.filter(|holder| !self.party.may_join(&holder.party)).collect();
        let still_held = |from: Seconds, to: Seconds| {
            let covering = held.iter().filter(move |holder| holder.begin <= from && to <= holder.end);
            covering.map(|holder| &holder.claim)
        };
        self.timeline.give(layout, begin, end, row, still_held);
        self.frontiers.clear();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ResourceSet;
    use crate::procset::ProcSet;
    use crate::sharing::tests::party;

    /// A set that forgets every shared view at once shows the same slots as one that keeps them all.
    #[test]
    fn a_view_that_was_forgotten_is_made_anew() {
        let usable = ProcSet::parse("0-39").unwrap();
        let site = ResourceSet { default: usable.clone(), usable, ..ResourceSet::default() };
        let layout = Layout::new(&site).unwrap();
        let row = |first: u32, size: u32| layout.row(&ProcSet::from_ascending(first..first + size));
        let mut sets = [usize::MAX, 0].map(|shared_bytes| {
            let set = SlotSet::new(&layout, 0, row(0, 20));
            SlotSet { shared_bytes, ..set }
        });
        let parties = ["", "*,*", "user,*", "*,name", "user,name"];
        let parties: Vec<Party> =
            parties.iter().flat_map(|scope| ["ann", "bob"].map(|user| party(scope, user, "a"))).collect();
        let mut number: u32 = 3;
        let mut dice = |below: u32| {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (number >> 8) % below
        };
        for job in 0..300 {
            let (begin, length) = (Seconds::from(dice(400)), Seconds::from(dice(60)));
            let (kind, resources) = (dice(10), row(dice(30), 1 + dice(10)));
            let [who, asks] = [dice(10), dice(10)].map(|number| &parties[number as usize]);
            for set in &mut sets {
                match kind {
                    0 => set.add(&layout, begin, begin + length, resources.clone()),
                    1 => set.cut(&layout, begin),
                    2 if job > 200 => set.withdraw(&layout, begin + 300, Claim::of(&resources)),
                    _ => {
                        let claim = Claim::of(&resources);
                        set.hold(&layout, Holder { job, begin, end: begin + length, claim, party: who.clone() });
                    }
                }
            }
            let [kept, forgotten] = sets.each_mut().map(|set| &set.view(&layout, asks).timeline);
            let shown = |timeline: &Timeline| {
                (0..timeline.len()).map(|slot| (timeline.begin(slot), timeline.row(slot).to_vec())).collect::<Vec<_>>()
            };
            assert_eq!(shown(kept), shown(forgotten));
        }
        assert!(sets[0].shared.len() > 4 && sets[1].shared.len() <= 1);
    }
}
