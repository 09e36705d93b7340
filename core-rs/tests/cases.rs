//! Single scenarios whose point random worlds meet too seldom.

mod support;

use serde_json::{Value, json};

fn job(id: u64, walltime: i64, requests: &Value) -> Value {
    json!({"id": id, "queue": "default", "moldables": [{"id": id, "walltime": walltime, "requests": requests}]})
}

/// With every resource free the first group takes host 0-1, and the second does not find 1 4. While 0 is
/// held, the first group takes 2-3, and both fit. So what was no window for the request becomes one
/// when a job takes 0, and nothing may remember that it was none.
#[test]
fn less_free_can_make_two_groups_fit() {
    let both = json!([
        {"filter": "0-3", "levels": [["host", 1]]},
        {"filter": "0-4", "levels": [["cpu", 1]]},
    ]);
    let one = json!([{"filter": "0", "levels": [["core", 1]]}]);
    let scenario = json!({
        "now": 1000,
        "config": {"SCHEDULER_JOB_SECURITY_TIME": 0},
        "resources": {
            "default": "0-4",
            "hierarchy": {"host": ["0-1", "2-3"], "cpu": ["1 4"], "core": ["0", "1", "2", "3", "4"]},
        },
        "queues": [["default"]],
        "jobs": [
            {"id": 1, "queue": "default", "assignment": {"begin": 1100, "end": 1199, "resources": "0"}},
            job(2, 50, &both),
            job(3, 50, &one),
            job(4, 50, &both),
        ],
    });
    let assignments = &support::decide(&scenario)["assignments"];
    assert_eq!(assignments["2"]["begin"], 1100);
    assert_eq!(assignments["3"]["begin"], 1000);
    assert_eq!(assignments["4"]["begin"], 1000);
    assert_eq!(assignments["4"]["resources"], "1-4");
}

/// Every block of the upper levels holds every block below: each of the 10^9 ways down is the same, and
/// one look at each block is enough.
#[test]
fn blocks_that_can_be_reached_in_many_ways_are_searched_once() {
    let ten: Vec<&str> = vec!["0-9"; 10];
    for count in [10, -1, -2, -3] {
        let mut levels = vec![json!(["copies", count]); 9];
        levels.push(json!(["core", 3]));
        let scenario = json!({
            "now": 1000,
            "config": {},
            "resources": {"default": "0-9", "hierarchy": {"copies": ten, "core": ["0", "1", "2", "3"]}},
            "queues": [["default"]],
            "jobs": [job(1, 50, &json!([{"filter": "0-9", "levels": levels}]))],
        });
        assert_eq!(support::decide(&scenario)["assignments"]["1"]["resources"], "0-2");
    }
}
