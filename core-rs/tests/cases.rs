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

/// The cuts of a holder count for those too who may lie on top of it (R7.3). Both groups of job 3 fit only
/// while 0 is held, as above, and its window from 1050 on reaches that time; no other cut gives that start.
#[test]
fn a_holder_cuts_the_slots_of_those_who_join_it() {
    let scenario = json!({
        "now": 1000,
        "config": {"SCHEDULER_JOB_SECURITY_TIME": 0},
        "resources": {"default": "0-5", "hierarchy": {"host": ["0-1", "2-3"], "cpu": ["1 4"]}},
        "queues": [["default"]],
        "jobs": [
            {"id": 1, "queue": "default", "assignment": {"begin": 1100, "end": 1199, "resources": "0"}},
            {"id": 2, "queue": "default", "types": ["timesharing=*,*"],
             "assignment": {"begin": 1000, "end": 1049, "resources": "5"}},
            {"id": 3, "queue": "default", "types": ["timesharing=*,*"], "moldables": [{"id": 3, "walltime": 60,
             "requests": [{"filter": "0-3", "levels": [["host", 1]]}, {"filter": "0-4", "levels": [["cpu", 1]]}]}]},
        ],
    });
    assert_eq!(support::decide(&scenario)["assignments"]["3"]["begin"], 1050);
}

/// Two jobs of which only one can start at once, and which one that is by priority.
fn first_of_two(resources: &Value, accounted: &Value, priority: &Value, jobs: &[Value; 2]) -> u64 {
    let scenario = json!({
        "now": 1000,
        "config": accounted,
        "resources": resources,
        "priority": priority,
        "queues": [["default"]],
        "jobs": jobs,
    });
    let assignments = &support::decide(&scenario)["assignments"];
    let first: Vec<u64> = [1, 2].into_iter().filter(|id| assignments[id.to_string()]["begin"] == 1000).collect();
    assert_eq!(first.len(), 1, "{assignments}");
    first[0]
}

/// A karma of -1 makes an infinite factor. Without weight it must not count (R4.6): zero times it is no number.
#[test]
fn a_factor_without_weight_does_not_count() {
    let resources = json!({"default": "0", "hierarchy": {"core": ["0"]}});
    let config = json!({
        "JOB_PRIORITY": "MULTIFACTOR",
        "SCHEDULER_FAIRSHARING_COEF_USER_ASK": 0,
        "SCHEDULER_FAIRSHARING_USER_TARGETS": "{ann => 100}",
    });
    let one = json!([{"filter": "0", "levels": [["core", 1]]}]);
    let jobs = || {
        let mut jobs = [job(1, 50, &one), job(2, 50, &one)];
        jobs[0]["qos"] = 1.into();
        jobs[1]["qos"] = 2.into();
        jobs[1]["user"] = "ann".into();
        jobs
    };
    assert_eq!(first_of_two(&resources, &config, &json!({"qos_weight": 1}), &jobs()), 2);
    let karma_counts = json!({"qos_weight": -1, "karma_weight": 1});
    assert_eq!(first_of_two(&resources, &config, &karma_counts, &jobs()), 2);
}

/// Size is measured by the default resources, not by all that are usable (R4.7): of two the first job takes
/// half and the second all, of six it would be a sixth and a third.
#[test]
fn the_cluster_is_the_default_resources() {
    let resources = json!({"default": "0-1", "usable": "0-5", "hierarchy": {"core": ["0", "1", "2", "3", "4", "5"]}});
    let cores = |count: u32| json!([{"filter": "0-1", "levels": [["core", count]]}]);
    let mut jobs = [job(1, 50, &cores(1)), job(2, 50, &cores(2))];
    jobs[1]["qos"] = 1.into();
    let weights = json!({"size_weight": 1, "qos_weight": 0.25});
    assert_eq!(first_of_two(&resources, &json!({"JOB_PRIORITY": "MULTIFACTOR"}), &weights, &jobs), 1);
}

/// The group with the narrower filter is searched first, and unusable resources make no filter wide (R9.2).
/// Searched first, the second group would take 0, and leave one of the two that the first one needs.
#[test]
fn a_filter_is_as_wide_as_its_usable_resources() {
    let both = json!([
        {"filter": "0-1 7-9", "levels": [["core", 2]]},
        {"filter": "0-2", "levels": [["core", 1]]},
    ]);
    let scenario = json!({
        "now": 1000,
        "config": {},
        "resources": {"default": "0-2", "hierarchy": {"core": ["0", "1", "2"]}},
        "queues": [["default"]],
        "jobs": [job(1, 50, &both)],
    });
    assert_eq!(support::decide(&scenario)["assignments"]["1"]["resources"], "0-2");
}

/// Of several faults the unknown level is reported, wherever it stands (R16.2).
#[test]
fn an_unknown_level_is_worth_more_than_an_invalid_count() {
    let unknown = json!({"id": 1, "walltime": 50, "requests": [{"filter": "0", "levels": [["rack", 1]]}]});
    let invalid = json!({"id": 2, "walltime": 50, "requests": [{"filter": "0", "levels": [["core", 0]]}]});
    let scenario = json!({
        "now": 1000,
        "config": {},
        "resources": {"default": "0", "hierarchy": {"core": ["0"]}},
        "queues": [["default"]],
        "jobs": [
            {"id": 1, "queue": "default", "moldables": [unknown, invalid]},
            {"id": 2, "queue": "default", "moldables": [invalid, unknown]},
            {"id": 3, "queue": "default", "moldables": [invalid]},
        ],
    });
    let expected = json!({"1": "unknown_level", "2": "unknown_level", "3": "invalid_request"});
    assert_eq!(support::decide(&scenario)["reasons"], expected);
}

/// The set of a job is cut where the job may start at the earliest (R6.3): what it requires ended in another
/// set, and nothing else cuts its own there.
#[test]
fn a_required_job_may_lie_in_another_set() {
    let mut inner = job(2, 50, &json!([{"filter": "0", "levels": [["core", 1]]}]));
    inner["types"] = json!(["inner=1"]);
    let mut outer = job(3, 50, &json!([{"filter": "1", "levels": [["core", 1]]}]));
    outer["dependencies"] = json!([{"job": 2, "state": "Waiting"}]);
    let scenario = json!({
        "now": 1000,
        "config": {"SCHEDULER_JOB_SECURITY_TIME": 0},
        "resources": {"default": "0-1", "hierarchy": {"core": ["0", "1"]}},
        "queues": [["default"]],
        "jobs": [
            {"id": 1, "queue": "default", "types": ["container"],
             "assignment": {"begin": 900, "end": 1999, "resources": "0"}},
            inner,
            outer,
        ],
    });
    let assignments = &support::decide(&scenario)["assignments"];
    assert_eq!(assignments["2"]["end"], 1049);
    assert_eq!(assignments["3"]["begin"], 1050);
}

/// A scheduled job is counted by each of its types, not by the first one alone (R12.7), also by a counter that is
/// first read after it was inserted.
#[test]
fn a_holder_is_counted_by_each_of_its_types() {
    let mut waiting = job(2, 50, &json!([{"filter": "1", "levels": [["core", 1]]}]));
    waiting["types"] = json!(["console"]);
    let scenario = json!({
        "now": 1000,
        "config": {"SCHEDULER_JOB_SECURITY_TIME": 0, "QUOTAS": "yes"},
        "resources": {"default": "0-1", "hierarchy": {"core": ["0", "1"]}},
        "quotas": {"quotas": {"*,*,console,*": [-1, 1, -1]}, "job_types": ["console"]},
        "queues": [["default"]],
        "jobs": [
            {"id": 1, "queue": "default", "types": ["deploy", "console=1"],
             "assignment": {"begin": 900, "end": 1099, "resources": "0"}},
            waiting,
        ],
    });
    assert_eq!(support::decide(&scenario)["assignments"]["2"]["begin"], 1100);
}

/// A job under quotas: user, and a request of one group.
fn job_of(user: &str, id: u64, walltime: i64, filter: &str, level: &str) -> Value {
    let mut job = job(id, walltime, &json!([{"filter": filter, "levels": [[level, 1]]}]));
    job["user"] = user.into();
    job
}

/// Ann's second job gets a smaller host than the one that quotas refused her first one, since that is held by then:
/// nothing may remember of such a request where it is refused (R12.9).
#[test]
fn what_quotas_refused_they_may_allow_when_less_is_free() {
    let mut follower = job_of("root", 3, 1000, "0-2", "host");
    follower["dependencies"] = json!([{"job": 2, "state": "Waiting"}]);
    let scenario = json!({
        "now": 0,
        "config": {"SCHEDULER_JOB_SECURITY_TIME": 0, "QUOTAS": "yes"},
        "quotas": {"quotas": {"*,*,*,ann": [2, -1, -1]}},
        "resources": {"default": "0-3", "hierarchy": {"host": ["0-2", "3"]}},
        "queues": [["default"]],
        "jobs": [
            job_of("ann", 1, 50, "0-3", "host"),
            job_of("root", 2, 100, "3", "host"),
            follower,
            job_of("ann", 4, 50, "0-3", "host"),
        ],
    });
    let decided = support::decide(&scenario);
    assert_eq!(decided["reasons"]["1"], "quota");
    assert_eq!(decided["assignments"]["4"]["begin"], 100);
    assert_eq!(decided["assignments"]["4"]["resources"], "3");
}

/// Two pairs that overlap have three resources: as many as Ann may have when her other job ends (R12.9).
#[test]
fn a_resource_in_two_blocks_is_used_once() {
    let scenario = json!({
        "now": 0,
        "config": {"SCHEDULER_JOB_SECURITY_TIME": 0, "QUOTAS": "yes"},
        "quotas": {"quotas": {"*,*,*,ann": [3, -1, -1]}},
        "resources": {"default": "0-3", "hierarchy": {"pair": ["0-1", "1-2"]}},
        "queues": [["default"]],
        "jobs": [
            {"id": 1, "queue": "default", "user": "ann", "assignment": {"begin": 0, "end": 99, "resources": "3"}},
            {"id": 2, "queue": "default", "user": "ann",
             "moldables": [{"id": 2, "walltime": 50, "requests": [{"filter": "0-3", "levels": [["pair", 2]]}]}]},
        ],
    });
    let assignments = &support::decide(&scenario)["assignments"];
    assert_eq!(assignments["2"]["begin"], 100);
    assert_eq!(assignments["2"]["resources"], "0-2");
}

/// Ann holds one resource for 100 hours, and may use 8 resource-hours in a window. A window of 10 hours with less than
/// that begins when hers ends, or from the 92nd hour on: there only once another job has cut the slots, and nothing may
/// remember that there was none before (R7.5, R12.9).
#[test]
fn a_window_of_few_resource_hours_may_begin_where_slots_are_cut_later() {
    const HOUR: i64 = 3600;
    let scenario = json!({
        "now": 0,
        "config": {"SCHEDULER_JOB_SECURITY_TIME": 0, "QUOTAS": "yes"},
        "quotas": {"quotas": {"*,*,*,ann": [-1, -1, 8]}},
        "resources": {"default": "0", "usable": "0-3", "hierarchy": {"core": ["0", "1", "2", "3"]}},
        "queues": [["default"]],
        "jobs": [
            {"id": 1, "queue": "default", "user": "ann",
             "assignment": {"begin": 0, "end": 100 * HOUR - 1, "resources": "0"}},
            job_of("ann", 2, 10 * HOUR, "1-2", "core"),
            job_of("bob", 3, 95 * HOUR, "3", "core"),
            job_of("ann", 4, 10 * HOUR, "1-2", "core"),
        ],
    });
    let assignments = &support::decide(&scenario)["assignments"];
    assert_eq!(assignments["2"]["begin"], 100 * HOUR);
    assert_eq!(assignments["4"]["begin"], 95 * HOUR);
}
