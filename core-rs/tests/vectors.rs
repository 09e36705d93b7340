//! The scheduling vectors, met exactly by the core itself: `../shared/vectors` when it is there,
//! otherwise the copy kept with the tests of the package.

mod support;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn vectors() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    [root.join("../shared/vectors"), root.join("tests/vectors")]
        .into_iter()
        .find(|folder| folder.join("basic.jsonl").exists())
        .expect("the vectors are beside the project or in its tests")
}

fn check(category: &str) {
    let text = fs::read_to_string(vectors().join(format!("{category}.jsonl"))).unwrap();
    let mut checked = 0;
    for line in text.lines() {
        let scenario: Value = serde_json::from_str(line).unwrap();
        let decided = support::decide(&scenario);
        for part in ["assignments", "reasons", "reservations"] {
            assert_eq!(decided[part], scenario["expected"][part], "{part} of {}", scenario["name"]);
        }
        checked += 1;
    }
    assert!(checked > 0, "{category} has scenarios");
}

macro_rules! categories {
    ($($category:ident)*) => {
        $(#[test] fn $category() { check(stringify!($category)); })*
    };
}

categories! {
    basic moldable groups nonoverlap depth special upto queues dependencies scale big
    timesharing placeholder container invalid fairshare multifactor limit
    quotas calendar reservations mixed types edges
}
