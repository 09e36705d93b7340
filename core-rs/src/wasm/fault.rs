//! What the module throws on purpose: `{ code, message, job? }`, made an error class by the facade.

use crate::model::Unsupported;
use crate::timeline::TooManyHolders;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// An error that crosses the border.
#[derive(Debug, Serialize)]
pub struct Fault {
    code: &'static str,
    message: String,
    /// Row of the job that is meant.
    job: Option<u32>,
}

/// The columns are not laid out as agreed: a mistake of the facade.
const BAD_COLUMNS: &str = "bad_columns";
/// A job asks for what this version does not decide yet.
const UNSUPPORTED: &str = "unsupported";

/// A resource is in too many blocks of a level.
const TOO_MANY_HOLDERS: &str = "too_many_holders";

/// The sets of the schedule have too many intervals.
const SCHEDULE_TOO_LARGE: &str = "schedule_too_large";

/// Every code that a [`Fault`] can have.
pub const CODES: [&str; 4] = [BAD_COLUMNS, UNSUPPORTED, TOO_MANY_HOLDERS, SCHEDULE_TOO_LARGE];

impl Fault {
    /// The columns are not laid out as agreed.
    #[inline(never)]
    pub fn bad_columns(message: impl Into<String>) -> Self {
        Self { code: BAD_COLUMNS, message: message.into(), job: None }
    }

    /// The sets of the schedule have too many intervals.
    pub fn schedule_too_large() -> Self {
        Self { code: SCHEDULE_TOO_LARGE, message: "more".to_owned(), job: None }
    }
}

impl From<Unsupported> for Fault {
    fn from(unsupported: Unsupported) -> Self {
        Self { code: UNSUPPORTED, message: unsupported.feature.to_owned(), job: Some(unsupported.job as u32) }
    }
}

impl From<TooManyHolders> for Fault {
    fn from(refused: TooManyHolders) -> Self {
        Self { code: TOO_MANY_HOLDERS, message: refused.level, job: None }
    }
}

impl From<serde_wasm_bindgen::Error> for Fault {
    fn from(error: serde_wasm_bindgen::Error) -> Self {
        Self::bad_columns(error.to_string())
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        serde_wasm_bindgen::to_value(&fault).unwrap_or(Self::NULL)
    }
}
