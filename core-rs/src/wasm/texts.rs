//! From bounds to texts: the facade makes its sets of these.

use super::exports::report_panics;
use crate::procset::append_text;
use wasm_bindgen::prelude::wasm_bindgen;

/// The texts of sets that stand one after the other, with a line feed between two of them. `bounds`: first and last rank of
/// each interval, set by set; `ends`: where each set ends in a longer list, of whose items these are those from `first` on.
///
/// As one text, since to make ten thousand small ones takes the host longer than to take one apart. What is not within the
/// bounds is left out.
#[wasm_bindgen(js_name = setTexts)]
pub fn set_texts(ends: &[u32], bounds: &[u32], first: u32) -> String {
    report_panics();
    let mut text = Vec::new();
    let mut begin = 0;
    for (set, end) in ends.iter().enumerate() {
        let end = end.wrapping_sub(first) as usize;
        if set > 0 {
            text.push(b'\n');
        }
        append_text(bounds.get(begin..end).unwrap_or_default(), &mut text);
        begin = end;
    }
    String::from_utf8(text).unwrap_or_default()
}
