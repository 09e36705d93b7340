//! The plain scheduler of the core's tests and the core itself, each to be timed on a scenario. It measures nothing
//! itself: a module has no clock.

#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../../../../core-rs/tests/support/mod.rs"]
mod support;

#[expect(unused_imports, reason = "the tests use more of it")]
#[path = "../../../../core-rs/tests/plain/mod.rs"]
mod plain;

use oar_scheduler_redox::cycle::{self, Decision, schedule};
use oar_scheduler_redox::hooks::NoHooks;
use oar_scheduler_redox::model::Round;
use oar_scheduler_redox::procset::ProcSet;
use plain::Outcome;
use std::collections::BTreeMap;
use std::rc::Rc;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// A round that has been read.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub struct Workload {
    round: Round,
    decided: Decided,
}

/// What was decided last, and by which search.
enum Decided {
    Nothing,
    Plainly(BTreeMap<u64, Outcome>),
    ByCore(cycle::Decided),
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
impl Workload {
    /// Reads a scenario.
    ///
    /// # Panics
    /// If it is not a scenario.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen(constructor))]
    pub fn new(scenario: &str) -> Self {
        let scenario = serde_json::from_str(scenario).expect("JSON");
        Self { round: support::read_round(&scenario), decided: Decided::Nothing }
    }

    /// Decides it by the plain search.
    pub fn search_plainly(&mut self) {
        self.decided = Decided::Plainly(plain::schedule(&self.round));
    }

    /// Decides it by the core.
    ///
    /// # Panics
    /// If the blocks of a level overlap too much.
    pub fn search(&mut self) {
        let decided = schedule(&self.round, Rc::new(NoHooks)).expect("blocks that hardly overlap");
        self.decided = Decided::ByCore(decided);
    }

    /// What was decided last: for each waiting job, by id, a line `ID MOLDABLE BEGIN END RESOURCES` or `ID null`.
    pub fn decided(&self) -> String {
        let jobs = &self.round.workload.jobs;
        let lines = jobs.iter().enumerate().filter_map(|(row, job)| {
            let placed = match &self.decided {
                Decided::Nothing => return None,
                Decided::Plainly(outcomes) => match outcomes.get(&job.id)? {
                    Outcome::Placed { moldable, begin, end, resources } => {
                        let resources = ProcSet::from_ascending(resources.iter().copied());
                        Some((*moldable, *begin, *end, resources.to_string()))
                    }
                    Outcome::LeftOut(_) => None,
                },
                Decided::ByCore(decided) => match &decided.decisions[row] {
                    Decision::Held => return None,
                    Decision::Placed(found) => {
                        Some((found.moldable, found.begin, found.end, decided.sets.set(found.set).to_string()))
                    }
                    Decision::LeftOut(_) => None,
                },
            };
            Some(match placed {
                Some((moldable, begin, end, resources)) => {
                    format!("{} {} {begin} {end} {resources}\n", job.id, job.moldables[moldable].id)
                }
                None => format!("{} null\n", job.id),
            })
        });
        lines.collect()
    }
}
