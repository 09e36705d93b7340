//! How decisions cross the border: typed arrays. `ts/engine/columns.ts` says the same in TypeScript.
//!
//! A list of lists is an array of *ends*: list k is `items[ends[k - 1] .. ends[k]]`.

use js_sys::{Float64Array, Uint8Array, Uint32Array};
use serde::Serialize;

/// The decisions, one for each job. `outcomes`: 0 already scheduled, 1 placed, 2 + k left out for
/// reason k. `sets`: numbers in the dictionary of sets that follows. `waits`: 0 nothing, 1 dependency, 2 resources, 3 other; for a job left
/// out by a hook's fault: its number. `karmas`: NaN for a job without; empty when the order took none.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionColumns {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) outcomes: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) moldables: Float64Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) begins: Float64Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) ends: Float64Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) sets: Uint32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) set_ends: Uint32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) bounds: Uint32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) waits: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) wait_jobs: Float64Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(super) karmas: Float64Array,
}
