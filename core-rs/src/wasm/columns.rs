//! How a round and its decisions cross the border: typed arrays over dictionaries of texts, sets and
//! requests. `ts/engine/columns.ts` says the same in TypeScript, field by field.
//!
//! A list of lists is an array of *ends*: list k is `items[ends[k - 1] .. ends[k]]`.

use js_sys::{Float64Array, Uint8Array, Uint32Array};
use serde::{Deserialize, Serialize};

/// A typed array that crosses as it is.
macro_rules! columns {
    ($(#[$meta:meta])* $visibility:vis struct $name:ident { $($field:ident: $array:ty),* $(,)? }) => {
        $(#[$meta])*
        #[serde(rename_all = "camelCase")]
        $visibility struct $name {
            $(#[serde(with = "serde_wasm_bindgen::preserve")] pub(super) $field: $array),*
        }
    };
}

/// A round.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoundColumns {
    pub(super) now: f64,
    pub(super) pad: f64,
    /// 0: no limit.
    pub(super) round_limit: f64,
    pub(super) groups_may_overlap: bool,
    /// The dictionary of texts.
    pub(super) texts: Vec<String>,
    pub(super) sets: SetColumns,
    pub(super) resources: ResourceColumns,
    pub(super) queues: QueueColumns,
    pub(super) requests: RequestColumns,
    pub(super) jobs: JobColumns,
}

columns! {
    /// The dictionary of sets: first and last rank of each interval.
    #[derive(Deserialize)]
    pub struct SetColumns { ends: Uint32Array, bounds: Uint32Array }
}

columns! {
    /// The site. `usable` has one element.
    #[derive(Deserialize)]
    pub struct ResourceColumns {
        usable: Uint32Array,
        level_names: Uint32Array,
        level_ends: Uint32Array,
        blocks: Uint32Array,
        withdrawal_dates: Float64Array,
        withdrawal_sets: Uint32Array,
    }
}

columns! {
    /// Queue groups.
    #[derive(Deserialize)]
    pub struct QueueColumns { group_ends: Uint32Array, names: Uint32Array }
}

columns! {
    /// The dictionary of requests: groups, and levels of groups.
    #[derive(Deserialize)]
    pub struct RequestColumns {
        ends: Uint32Array,
        filters: Uint32Array,
        level_ends: Uint32Array,
        level_names: Uint32Array,
        counts: Float64Array,
    }
}

columns! {
    /// The jobs. `held_sets` is the set plus 1, or 0 for a waiting job.
    #[derive(Deserialize)]
    pub struct JobColumns {
        ids: Float64Array,
        queues: Uint32Array,
        users: Uint32Array,
        names: Uint32Array,
        type_ends: Uint32Array,
        types: Uint32Array,
        held_sets: Uint32Array,
        held_begins: Float64Array,
        held_ends: Float64Array,
        moldable_ends: Uint32Array,
        moldable_ids: Float64Array,
        walltimes: Float64Array,
        requests: Uint32Array,
        dependency_ends: Uint32Array,
        dependency_jobs: Float64Array,
        dependency_states: Uint32Array,
        exit_codes: Float64Array,
    }
}

columns! {
    /// The decisions, one for each job. `outcomes`: 0 already scheduled, 1 placed, 2 + k left out for
    /// reason k. `sets`: numbers in the dictionary of sets that follows. `waits`: 0 nothing, 1 dependency, 2 resources, 3 other.
    #[derive(Serialize)]
    pub struct DecisionColumns {
        outcomes: Uint8Array,
        moldables: Float64Array,
        begins: Float64Array,
        ends: Float64Array,
        sets: Uint32Array,
        set_ends: Uint32Array,
        bounds: Uint32Array,
        waits: Uint8Array,
        wait_jobs: Float64Array,
    }
}
