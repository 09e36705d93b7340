//! The functions of the module.

use super::columns::DecisionColumns;
use super::fault::{self, Fault};
use super::hooks::HostHooks;
use super::read::read_round;
use super::wire::Wire;
use crate::cycle::{self, Decided};
use crate::explain;
use crate::model::Job;
use std::panic;
use std::rc::Rc;
use std::sync::Once;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// From the first call on, a panic leaves as a JavaScript error with its message. Without this it would be a
/// trap that says nothing.
pub(super) fn report_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string()))));
}

#[wasm_bindgen]
extern "C" {
    /// The host's: the module has no clock.
    pub type Stopwatch;
    /// The round has been read, or it has been decided.
    #[wasm_bindgen(method)]
    fn lap(this: &Stopwatch);
}

/// Decides a round. Takes a `Wire` of a whole round, the hooks, and a stopwatch that is told when the round has been
/// read and when it has been decided; gives `DecisionColumns`.
///
/// # Errors
/// A fault: the columns are not laid out as agreed, the blocks of a level overlap too much, or the schedule has
/// too many intervals.
#[wasm_bindgen]
pub fn schedule(round: &Wire, hooks: HostHooks, stopwatch: &Stopwatch) -> Result<JsValue, JsValue> {
    report_panics();
    decide(round, hooks, stopwatch).map_err(JsValue::from)
}

fn decide(round: &Wire, hooks: HostHooks, stopwatch: &Stopwatch) -> Result<JsValue, Fault> {
    let round = read_round(round)?;
    stopwatch.lap();
    let decided = cycle::schedule(&round, Rc::new(hooks))?;
    stopwatch.lap();
    write_decisions(&round.workload.jobs, &decided)
}

/// `DecisionColumns`.
pub(super) fn write_decisions(jobs: &[Job], decided: &Decided) -> Result<JsValue, Fault> {
    Ok(serde_wasm_bindgen::to_value(&DecisionColumns::write(jobs, decided)?)?)
}

/// Names of the reasons, by their number: an outcome of 2 or more in `DecisionColumns`, less 2.
#[wasm_bindgen(js_name = reasonCodes)]
pub fn reason_codes() -> Vec<String> {
    explain::CODES.iter().map(|code| (*code).to_owned()).collect()
}

/// Codes of all errors that are thrown on purpose.
#[wasm_bindgen(js_name = faultCodes)]
pub fn fault_codes() -> Vec<String> {
    fault::CODES.iter().map(|code| (*code).to_owned()).collect()
}

/// After a crash: the next call of an export works on a fresh instance of the module.
#[wasm_bindgen]
pub fn reinitialise() {
    wasm_bindgen::handler::schedule_reinit();
}

/// A fire drill: crashes the module on purpose, so that what follows a crash can be tested on the
/// bytes that are shipped. 0: a panic; 1: a stack overflow; 2: exhausted memory.
#[wasm_bindgen]
pub fn drill(kind: u8) {
    report_panics();
    match kind {
        0 => panic!("a drill"),
        1 => {
            descend(u64::from(kind));
        }
        _ => exhaust(),
    }
}

/// Recurses without end; the black boxes keep the compiler from making a loop of it.
#[allow(unconditional_recursion)]
fn descend(depth: u64) -> u64 {
    let frame = std::hint::black_box([depth; 64]);
    descend(depth + 1).wrapping_add(std::hint::black_box(frame)[0])
}

fn exhaust() {
    const PIECE: usize = 64 << 20;
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    loop {
        pieces.push(std::hint::black_box(Vec::with_capacity(PIECE)));
    }
}
