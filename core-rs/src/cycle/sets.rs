//! The slot sets of a round by name, each with its own counters (R7.1, R12.8).

use crate::model::{Job, Platform, Seconds};
use crate::quotas::{Counters, Quotas};
use crate::timeline::{Layout, SlotSet};
use std::collections::HashMap;

/// Name of the main slot set (R7.1).
const MAIN: &str = "default";

/// A slot set, and what quotas count in it.
pub struct Entry {
    pub slots: SlotSet,
    pub counters: Counters,
}

/// The main set and those of the containers.
pub struct Sets {
    main: Entry,
    others: HashMap<String, Entry>,
    now: Seconds,
    /// Where the calendar changes the rules in force: every set is cut there (R13.9).
    cuts: Vec<Seconds>,
}

impl Sets {
    /// The main set, with all usable resources (R4.1, 1).
    pub fn new(platform: &Platform, layout: &Layout, quotas: Option<&Quotas>) -> Self {
        let cuts = quotas.map_or_else(Vec::new, |quotas| quotas.in_force().cuts().collect());
        let everything = layout.row(&platform.resources.usable);
        let main = Entry::new(layout, platform.now, &cuts, everything);
        Self { main, others: HashMap::new(), now: platform.now, cuts }
    }

    /// The main set.
    pub fn main(&mut self) -> &mut Entry {
        &mut self.main
    }

    /// The set in which a job is placed, if it is there: the main one, unless it says another (R7.1).
    pub fn of(&mut self, job: &Job) -> Option<&mut Entry> {
        match &job.types.inner {
            Some(name) if name != MAIN => self.others.get_mut(name),
            _ => Some(&mut self.main),
        }
    }

    /// The set of a name, made if it is missing, with nothing in it (R11.2).
    pub fn opened(&mut self, layout: &Layout, name: &str) -> &mut Entry {
        if name == MAIN {
            return &mut self.main;
        }
        let made = || Entry::new(layout, self.now, &self.cuts, vec![0; layout.words()]);
        self.others.entry(name.to_owned()).or_insert_with(made)
    }
}

impl Entry {
    fn new(layout: &Layout, now: Seconds, cuts: &[Seconds], existing: Vec<u64>) -> Self {
        let mut slots = SlotSet::new(layout, now, existing);
        for cut in cuts {
            slots.cut(layout, *cut);
        }
        Self { slots, counters: Counters::default() }
    }
}
