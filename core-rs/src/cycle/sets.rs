//! The slot sets of a round by name, each with its own counters (R7.1, R12.8).

use crate::model::{Job, Platform, Seconds};
use crate::quotas::{Counters, Quotas};
use crate::timeline::{Layout, SlotSet};
use std::collections::HashMap;

/// Name of the main slot set (R7.1).
const MAIN: &str = "default";

/// Name of the slot set in which a job is placed (R7.1).
pub fn set_of(job: &Job) -> &str {
    job.types.inner.as_deref().unwrap_or(MAIN)
}

/// A slot set, and what quotas count in it.
pub struct Entry {
    pub slots: SlotSet,
    pub counters: Counters,
}

/// The main set and those of the containers.
pub struct Sets {
    by_name: HashMap<String, Entry>,
    now: Seconds,
    /// Where the calendar changes the rules in force: every set is cut there (R13.9).
    cuts: Vec<Seconds>,
}

impl Sets {
    /// The main set, with all usable resources (R4.1, 1).
    pub fn new(platform: &Platform, layout: &Layout, quotas: Option<&Quotas>) -> Self {
        let cuts = quotas.map_or_else(Vec::new, |quotas| quotas.in_force().cuts().collect());
        let mut sets = Self { by_name: HashMap::new(), now: platform.now, cuts };
        let everything = layout.row(&platform.resources.usable);
        sets.by_name.insert(MAIN.to_owned(), sets.made(layout, everything));
        sets
    }

    /// The main set.
    pub fn main(&mut self) -> &mut Entry {
        // It is there from the beginning, and no set is ever removed.
        self.by_name.get_mut(MAIN).expect("the main set")
    }

    /// The set in which a job is placed, if it is there.
    pub fn of(&mut self, job: &Job) -> Option<&mut Entry> {
        self.by_name.get_mut(set_of(job))
    }

    /// The set of a name, made if it is missing, with nothing in it (R11.2).
    pub fn opened(&mut self, layout: &Layout, name: &str) -> &mut Entry {
        if !self.by_name.contains_key(name) {
            let entry = self.made(layout, vec![0; layout.words()]);
            self.by_name.insert(name.to_owned(), entry);
        }
        self.by_name.get_mut(name).expect("it is there now")
    }

    fn made(&self, layout: &Layout, existing: Vec<u64>) -> Entry {
        let mut slots = SlotSet::new(layout, self.now, existing);
        for cut in &self.cuts {
            slots.cut(layout, *cut);
        }
        Entry { slots, counters: Counters::default() }
    }
}
