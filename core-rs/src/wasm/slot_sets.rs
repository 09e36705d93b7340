//! Slot sets that live between calls: a round that is decided step by step.

use super::exports::{report_panics, write_decisions};
use super::fault::Fault;
use super::hooks::HostHooks;
use super::read::{Work, read_round, read_work};
use super::wire::Wire;
use crate::cycle::{Batch, Cycle, Decision};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The slot sets of a round.
#[wasm_bindgen]
pub struct SlotSets {
    cycle: Cycle,
}

#[wasm_bindgen]
impl SlotSets {
    /// Begins a round. Takes a `Wire` of a whole round; of its jobs the already scheduled ones count.
    ///
    /// # Errors
    /// A fault, as `schedule`.
    pub fn open(round: &Wire, hooks: HostHooks) -> Result<Self, JsValue> {
        report_panics();
        let round = read_round(round)?;
        let cycle = Cycle::open(round.platform, Rc::new(hooks), &round.workload.jobs).map_err(Fault::from)?;
        Ok(Self { cycle })
    }

    /// Places the waiting jobs of queue groups that are no reservations. Takes a `Wire` of work, gives
    /// `DecisionColumns`.
    ///
    /// # Errors
    /// A fault: the columns are not laid out as agreed, or the schedule has too many intervals.
    pub fn place(&mut self, work: &Wire) -> Result<JsValue, JsValue> {
        self.treat(work, false).map_err(JsValue::from)
    }

    /// Treats the reservations of queue groups, queue by queue; else as `place`.
    ///
    /// # Errors
    /// As `place`.
    pub fn reserve(&mut self, work: &Wire) -> Result<JsValue, JsValue> {
        self.treat(work, true).map_err(JsValue::from)
    }

    fn treat(&mut self, work: &Wire, reservations: bool) -> Result<JsValue, Fault> {
        let Work { queues, workload } = read_work(work)?;
        let batch = Batch::new(&workload);
        let mut decisions: Vec<Decision> = batch.undecided();
        for group in &queues {
            if reservations {
                for queue in group {
                    self.cycle.reserve_queue(&batch, queue, &mut decisions);
                }
            } else {
                self.cycle.place_group(&batch, group, &mut decisions);
            }
        }
        let decided = self.cycle.decided(batch, decisions);
        write_decisions(&workload.jobs, &decided)
    }
}
