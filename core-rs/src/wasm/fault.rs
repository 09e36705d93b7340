//! What the module throws on purpose: `{ code, message }`, made an error class by the facade.

use crate::timeline::TooManyHolders;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// An error that crosses the border.
#[derive(Debug, Serialize)]
pub struct Fault {
    code: &'static str,
    message: String,
}

/// The columns are not laid out as agreed: a mistake of the facade.
const BAD_COLUMNS: &str = "bad_columns";
/// A resource is in too many blocks of a level.
const TOO_MANY_HOLDERS: &str = "too_many_holders";

/// The sets of the schedule have too many intervals.
const SCHEDULE_TOO_LARGE: &str = "schedule_too_large";

/// Every code that a [`Fault`] can have.
pub const CODES: [&str; 3] = [BAD_COLUMNS, TOO_MANY_HOLDERS, SCHEDULE_TOO_LARGE];

impl Fault {
    /// The columns are not laid out as agreed.
    #[inline(never)]
    pub fn bad_columns(message: impl Into<String>) -> Self {
        Self { code: BAD_COLUMNS, message: message.into() }
    }

    /// The sets of the schedule have too many intervals.
    pub fn schedule_too_large() -> Self {
        Self { code: SCHEDULE_TOO_LARGE, message: "more".to_owned() }
    }
}

impl From<TooManyHolders> for Fault {
    fn from(refused: TooManyHolders) -> Self {
        Self { code: TOO_MANY_HOLDERS, message: refused.level }
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
