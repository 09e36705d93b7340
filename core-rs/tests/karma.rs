//! The karmas that a round tells (R4.5), and of whom.

mod support;

use oar_scheduler_redox::cycle::schedule;
use oar_scheduler_redox::hooks::NoHooks;
use serde_json::{Value, json};
use std::rc::Rc;

/// Two queue groups, of which the limit leaves out one job each; a job that holds something, a reservation, and a
/// job of a queue of no group. What was consumed: ann 4 of 8 and asked 12 of 16, bob 1 and 4; sun 6, moon 1.
fn ordered_by(order: &str) -> Value {
    let waiting = |id: u64, queue: &str, user: &str, project: &str| {
        let requests = json!([{"filter": "0-1", "levels": [["core", 1]]}]);
        json!({"id": id, "queue": queue, "user": user, "project": project,
               "moldables": [{"id": id, "walltime": 50, "requests": requests}]})
    };
    let mut reservation = waiting(3, "default", "ann", "sun");
    reservation["reservation"] = 2000.into();
    json!({
        "now": 1000,
        "config": {
            "JOB_PRIORITY": order,
            "MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND": 1,
            "SCHEDULER_FAIRSHARING_COEF_PROJECT": 2,
            "SCHEDULER_FAIRSHARING_COEF_USER_ASK": 0.5,
            "SCHEDULER_FAIRSHARING_PROJECT_TARGETS": "{sun => 50}",
            "SCHEDULER_FAIRSHARING_USER_TARGETS": "{ann => 25}",
        },
        "accounting": {
            "window": {"used": 8, "asked": 16},
            "byProject": {"used": {"sun": 6, "moon": 1}},
            "byUser": {"used": {"ann": 4, "bob": 1}, "asked": {"ann": 12, "bob": 4}},
        },
        "resources": {"default": "0-1", "hierarchy": {"core": ["0", "1"]}},
        "queues": [["admin"], ["default"]],
        "jobs": [
            {"id": 1, "queue": "admin", "assignment": {"begin": 1100, "end": 1199, "resources": "0"}},
            waiting(2, "default", "ann", "sun"),
            reservation,
            waiting(4, "default", "bob", "moon"),
            waiting(5, "admin", "bob", "sun"),
            waiting(6, "admin", "cid", ""),
            waiting(7, "nowhere", "ann", "sun"),
        ],
    })
}

fn karmas(order: &str) -> Vec<Option<f64>> {
    let decided = schedule(&support::read_round(&ordered_by(order)), Rc::new(NoHooks)).unwrap();
    decided.karmas.into_iter().map(|karma| (!karma.is_nan()).then_some(karma)).collect()
}

/// R4.5 by hand: 2 (6/8 - 0.5) + (4/8 - 0.25) + 0.5 (12/16 - 0.25) = 1 of ann in sun, 2/8 + 1/8 + 0.5 * 4/16 = 0.5
/// of bob in moon, 0.5 + 0.125 + 0.125 = 0.75 of bob in sun.
#[test]
fn karmas_are_told_of_the_jobs_that_were_ordered_by_them() {
    let expected = [None, Some(1.0), None, Some(0.5), Some(0.75), Some(0.0), None];
    assert_eq!(karmas("FAIRSHARE"), expected);
    assert_eq!(karmas("MULTIFACTOR"), expected);
    let decided = support::decide(&ordered_by("FAIRSHARE"));
    assert_eq!(decided["reasons"], json!({"2": "round_limit", "5": "round_limit", "7": "round_limit"}));
}

#[test]
fn orders_without_karma_tell_none() {
    assert_eq!(karmas("FIFO"), []);
    assert_eq!(karmas("CUSTOM"), []);
}
