//! border
#![allow(missing_docs)]
use wasm_bindgen::prelude::wasm_bindgen;
#[wasm_bindgen]
pub fn reinitialise() {
    wasm_bindgen::handler::schedule_reinit();
}
