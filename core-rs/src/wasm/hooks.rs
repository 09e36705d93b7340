//! Hooks that JavaScript has. The host catches what they throw: nothing of theirs ever runs through the module's
//! own frames.

use crate::hooks::{AssignQuestion, Assigned, FindQuestion, HookFault, Hooks};
use crate::model::Seconds;
use crate::procset::{Interval, ProcSet};
use js_sys::{Float64Array, Uint32Array};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The host's hooks. `undefined` means that the hook failed.
    pub type HostHooks;

    /// Takes rows, gives rows.
    #[wasm_bindgen(method)]
    fn sort(this: &HostHooks, rows: Uint32Array) -> Option<Uint32Array>;

    /// Takes the row, the earliest start, the beginnings of the slots from there on, and for each slot the words of
    /// its bits: bit p says whether the p-th usable resource is free. Gives the moldable, the start and the bounds
    /// of the set; empty: nowhere.
    #[wasm_bindgen(method)]
    fn assign(
        this: &HostHooks,
        row: u32,
        earliest: f64,
        begins: Float64Array,
        free: Uint32Array,
    ) -> Option<Float64Array>;

    /// Takes the row, the moldable, the window, whether it begins with the first slot, and the bounds of what is
    /// offered. Gives bounds.
    #[wasm_bindgen(method)]
    fn find(
        this: &HostHooks,
        row: u32,
        moldable: u32,
        begin: f64,
        end: f64,
        first: bool,
        offered: Uint32Array,
    ) -> Option<Uint32Array>;
}

impl Hooks for HostHooks {
    fn sort(&self, rows: &[usize]) -> Option<Vec<usize>> {
        let rows: Vec<u32> = rows.iter().map(|row| *row as u32).collect();
        let sorted = self.sort(rows.as_slice().into())?;
        Some(sorted.to_vec().into_iter().map(|row| row as usize).collect())
    }

    // The host has checked that the numbers are natural ones; whatever else they are, the core checks.
    #[allow(clippy::cast_sign_loss)]
    fn assign(&self, question: &AssignQuestion<'_>) -> Result<Option<Assigned>, HookFault> {
        let AssignQuestion { timeline, layout, .. } = question;
        let (mut begins, mut free) = (Vec::new(), Vec::new());
        // Sets would cost far more to write, and few of them are read.
        for slot in timeline.first_from(question.earliest)..timeline.len() {
            begins.push(timeline.begin(slot) as f64);
            for word in layout.positions_of(timeline.row(slot)) {
                free.extend([*word as u32, (*word >> 32) as u32]);
            }
        }
        let (row, earliest) = (question.row as u32, question.earliest as f64);
        let given = self.assign(row, earliest, begins[..].into(), free[..].into());
        let given = given.ok_or(HookFault::Failed)?.to_vec();
        let [moldable, begin, ref bounds @ ..] = given[..] else { return Ok(None) };
        Ok(Some(Assigned {
            moldable: moldable as usize,
            begin: begin as Seconds,
            resources: set(&bounds.iter().map(|bound| *bound as u32).collect::<Vec<u32>>()),
        }))
    }

    fn find(&self, question: &FindQuestion<'_>) -> Result<ProcSet, HookFault> {
        let mut bounds = Vec::new();
        question.offered.append_bounds(&mut bounds);
        let (row, moldable) = (question.row as u32, question.moldable as u32);
        let (begin, end) = (question.begin as f64, question.end as f64);
        let given = self.find(row, moldable, begin, end, question.first, bounds[..].into());
        given.map(|given| set(&given.to_vec())).ok_or(HookFault::Failed)
    }
}

fn set(bounds: &[u32]) -> ProcSet {
    ProcSet::from_intervals(bounds.chunks_exact(2).map(|pair| Interval { first: pair[0], last: pair[1] }))
}
