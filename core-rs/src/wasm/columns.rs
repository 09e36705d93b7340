//! How a round and its decisions cross the border: typed arrays over dictionaries of texts, sets and
//! requests. `ts/engine/columns.ts` says the same in TypeScript, field by field.
//!
//! A list of lists is an array of *ends*: list k is `items[ends[k - 1] .. ends[k]]`.

use super::fault::Fault;
use js_sys::{Array, Float64Array, Uint8Array, Uint32Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;

/// Typed arrays with names. They cross as one list, in the order of their fields: reading each by its name
/// would make the module a tenth larger, and what it weighs is what it costs to load.
macro_rules! columns {
    ($(#[$meta:meta])* struct $name:ident { $($field:ident: $array:ty),* $(,)? }) => {
        $(#[$meta])*
        pub struct $name {
            $(pub(super) $field: $array),*
        }

        impl $name {
            fn take(list: &mut Arrays) -> Result<Self, Fault> {
                Ok(Self { $($field: list.next()?),* })
            }
        }
    };
}

/// The typed arrays of a round, one after the other.
struct Arrays {
    list: Array,
    next: u32,
}

impl Arrays {
    fn next<T: JsCast>(&mut self) -> Result<T, Fault> {
        let array = self.list.get(self.next);
        self.next += 1;
        array.dyn_into().map_err(|_| Fault::bad_columns("not the typed array that was expected"))
    }
}

/// What crosses: a dictionary of texts, and typed arrays in the order of the fields of [`WorkColumns`], then, when
/// it is a whole round, of [`PlatformColumns`].
#[derive(Deserialize)]
pub struct Wire {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    texts: Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    columns: Array,
}

/// Jobs, and the queues that are treated.
pub struct WorkColumns {
    /// The dictionary of texts.
    pub(super) texts: Array,
    pub(super) sets: SetColumns,
    pub(super) queues: QueueColumns,
    pub(super) requests: RequestColumns,
    pub(super) jobs: JobColumns,
}

/// What all jobs of a round have in common. It names texts and sets of the same dictionary.
pub struct PlatformColumns {
    /// Now, the pad, the limit of the round (0: none), 1 if groups may overlap.
    pub(super) settings: Float64Array,
    pub(super) ranking: RankingColumns,
    pub(super) quotas: QuotaColumns,
    pub(super) resources: ResourceColumns,
}

impl WorkColumns {
    /// Names what has crossed.
    ///
    /// # Errors
    /// `bad_columns`: an array is missing or of another kind.
    pub fn unpack(wire: Wire) -> Result<Self, Fault> {
        Ok(Self::take(wire)?.0)
    }

    fn take(wire: Wire) -> Result<(Self, Arrays), Fault> {
        let mut list = Arrays { list: wire.columns, next: 0 };
        let columns = Self {
            texts: wire.texts,
            sets: SetColumns::take(&mut list)?,
            queues: QueueColumns::take(&mut list)?,
            requests: RequestColumns::take(&mut list)?,
            jobs: JobColumns::take(&mut list)?,
        };
        Ok((columns, list))
    }
}

impl PlatformColumns {
    /// Names what has crossed of a whole round.
    ///
    /// # Errors
    /// `bad_columns`: an array is missing or of another kind.
    pub fn unpack(wire: Wire) -> Result<(WorkColumns, Self), Fault> {
        let (work, mut list) = WorkColumns::take(wire)?;
        let columns = Self {
            settings: list.next()?,
            ranking: RankingColumns::take(&mut list)?,
            quotas: QuotaColumns::take(&mut list)?,
            resources: ResourceColumns::take(&mut list)?,
        };
        Ok((work, columns))
    }
}

columns! {
    /// The dictionary of sets: first and last rank of each interval.
    struct SetColumns { ends: Uint32Array, bounds: Uint32Array }
}

columns! {
    /// How jobs are ordered. `numbers`: kind (0 FIFO, 1 FAIRSHARE, 2 MULTIFACTOR, 3 CUSTOM), coefficients of project,
    /// user and what the user asked, all that was asked, all that was used, then the weights in the order of
    /// R4.6 with each one's setting after it. Tables of names and values: targets of projects and of users,
    /// used by project, used by user, asked by user, coefficients of queues.
    struct RankingColumns {
        numbers: Float64Array,
        table_ends: Uint32Array,
        names: Uint32Array,
        values: Float64Array,
    }
}

columns! {
    /// The quotas. `settings`: 1 if they are on, 1 if there is a calendar, its window limit. `fields`: queue,
    /// project, type and user of each rule; `limits`: its resources, jobs and resource-seconds, -1 for none. The
    /// first set of rules is that of the default rules. `blocks`, `one_shots`: begin and end of each; `filler`:
    /// none, or a set; `transitions`: instant and offset of each.
    struct QuotaColumns {
        settings: Float64Array,
        set_ends: Uint32Array,
        fields: Uint32Array,
        limits: Float64Array,
        tracked_types: Uint32Array,
        blocks: Float64Array,
        block_sets: Uint32Array,
        filler: Uint32Array,
        one_shots: Float64Array,
        one_shot_sets: Uint32Array,
        transitions: Float64Array,
    }
}

columns! {
    /// The site. `usable` and `defaults` have one element each.
    struct ResourceColumns {
        usable: Uint32Array,
        defaults: Uint32Array,
        level_names: Uint32Array,
        level_ends: Uint32Array,
        blocks: Uint32Array,
        withdrawal_dates: Float64Array,
        withdrawal_sets: Uint32Array,
    }
}

columns! {
    /// Queue groups.
    struct QueueColumns { group_ends: Uint32Array, names: Uint32Array }
}

columns! {
    /// The dictionary of requests: groups, and levels of groups.
    struct RequestColumns {
        ends: Uint32Array,
        filters: Uint32Array,
        level_ends: Uint32Array,
        level_names: Uint32Array,
        counts: Float64Array,
    }
}

columns! {
    /// The jobs. `held_sets` is the set plus 1, or 0 for a waiting job; `reservations` is NaN for ordinary jobs.
    struct JobColumns {
        ids: Float64Array,
        queues: Uint32Array,
        users: Uint32Array,
        projects: Uint32Array,
        names: Uint32Array,
        submissions: Float64Array,
        qos: Float64Array,
        nices: Float64Array,
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
        reservations: Float64Array,
    }
}

/// The decisions, one for each job. `outcomes`: 0 already scheduled, 1 placed, 2 + k left out for
/// reason k. `sets`: numbers in the dictionary of sets that follows. `waits`: 0 nothing, 1 dependency, 2 resources, 3 other; for a job left
/// out by a hook's fault: its number.
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
}
