//! Hooks as the core asks them, and everything that it has against an answer (R17.1, R17.2).

#[allow(dead_code)] // the decisions are looked at as they are, not in the format of the vectors
mod support;

use oar_scheduler_redox::cycle::{Decided, Decision, schedule};
use oar_scheduler_redox::explain::Reason;
use oar_scheduler_redox::hooks::{AssignQuestion, Assigned, FindQuestion, HookFault, Hooks};
use oar_scheduler_redox::model::{HORIZON, Seconds};
use oar_scheduler_redox::procset::ProcSet;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

const NOW: Seconds = 1000;

/// A question of a find hook: row, moldable, begin, end, first, what is offered.
type Asked = (usize, usize, Seconds, Seconds, bool, String);

/// What an assign hook says: moldable, begin, resources.
type Answer = Result<Option<(usize, Seconds, &'static str)>, HookFault>;

/// Answers what a test says, and notes what it is asked.
#[derive(Default)]
struct Fake {
    sort: Option<Vec<usize>>,
    assign: Option<Answer>,
    /// By window; the last one for all later ones.
    find: Vec<Result<&'static str, HookFault>>,
    sorted: RefCell<Vec<Vec<usize>>>,
    found: RefCell<Vec<Asked>>,
    assigned: RefCell<Vec<(usize, Seconds)>>,
}

impl Hooks for Fake {
    fn sort(&self, rows: &[usize]) -> Option<Vec<usize>> {
        self.sorted.borrow_mut().push(rows.to_vec());
        self.sort.clone()
    }

    fn assign(&self, question: &AssignQuestion<'_>) -> Result<Option<Assigned>, HookFault> {
        self.assigned.borrow_mut().push((question.row, question.earliest));
        let answer = self.assign.expect("no assign hook is expected")?;
        Ok(answer.map(|(moldable, begin, resources)| Assigned { moldable, begin, resources: set(resources) }))
    }

    fn find(&self, question: &FindQuestion<'_>) -> Result<ProcSet, HookFault> {
        let FindQuestion { row, moldable, begin, end, first, offered } = question;
        let mut found = self.found.borrow_mut();
        found.push((*row, *moldable, *begin, *end, *first, offered.to_string()));
        self.find[(found.len() - 1).min(self.find.len() - 1)].map(set)
    }
}

fn set(text: &str) -> ProcSet {
    ProcSet::parse(text).unwrap()
}

fn job(id: u64, cores: i64, types: &[&str]) -> Value {
    let requests = json!([{"filter": "0-3", "levels": [["core", cores]]}]);
    json!({"id": id, "queue": "default", "types": types, "moldables": [{"id": id, "walltime": 90, "requests": requests}]})
}

fn scenario(jobs: &[Value]) -> Value {
    json!({
        "now": NOW,
        "config": {"SCHEDULER_JOB_SECURITY_TIME": 10},
        "resources": {"default": "0-3", "hierarchy": {"core": ["0", "1", "2", "3"]}},
        "queues": [["default"]],
        "jobs": jobs,
    })
}

/// Core 0 is held for 50 seconds.
fn running() -> Value {
    json!({"id": 99, "queue": "default", "assignment": {"begin": NOW, "end": NOW + 49, "resources": "0"}})
}

fn decide(scenario: &Value, fake: Fake) -> (Decided, Rc<Fake>) {
    let fake = Rc::new(fake);
    let decided = schedule(&support::read_round(scenario), Rc::clone(&fake) as Rc<dyn Hooks>).unwrap();
    (decided, fake)
}

/// Begin, end and resources of the placed job of a row.
fn place(decided: &Decided, row: usize) -> (Seconds, Seconds, String) {
    match &decided.decisions[row] {
        Decision::Placed(placement) => (placement.begin, placement.end, decided.sets.set(placement.set).to_string()),
        other => panic!("not placed: {other:?}"),
    }
}

fn failed(fault: HookFault) -> Decision {
    Decision::LeftOut(Reason::HookFailed(fault))
}

#[test]
fn a_find_hook_is_asked_window_by_window() {
    let scenario = scenario(&[running(), job(1, 4, &["find=x"])]);
    let (decided, fake) = decide(&scenario, Fake { find: vec![Ok(""), Ok("0 2")], ..Fake::default() });
    assert_eq!(place(&decided, 1), (NOW + 50, NOW + 149, "0 2".to_owned()));
    let expected =
        [(1, 0, NOW, NOW + 99, true, "1-3".to_owned()), (1, 0, NOW + 50, NOW + 149, false, "0-3".to_owned())];
    assert_eq!(*fake.found.borrow(), expected);
}

#[test]
fn a_find_hook_is_not_asked_where_nothing_is_offered() {
    let mut full = running();
    full["assignment"]["resources"] = "0-3".into();
    let (decided, fake) =
        decide(&scenario(&[full, job(1, 1, &["find=x"])]), Fake { find: vec![Ok("3")], ..Fake::default() });
    assert_eq!(place(&decided, 1).0, NOW + 50);
    assert_eq!(fake.found.borrow().len(), 1);
}

#[test]
fn a_find_hook_that_never_finds_leaves_out_its_job() {
    let (decided, fake) =
        decide(&scenario(&[running(), job(1, 1, &["find=x"])]), Fake { find: vec![Ok("")], ..Fake::default() });
    assert_eq!(decided.decisions[1], Decision::LeftOut(Reason::NoResources));
    assert_eq!(fake.found.borrow().len(), 2);
}

#[test]
fn what_a_find_hook_does_wrong_leaves_out_its_job_and_no_other() {
    for (answer, fault) in [
        (Err(HookFault::Failed), HookFault::Failed),
        (Ok("0"), HookFault::NotOffered),
        (Ok("1 4"), HookFault::NotOffered),
        (Ok("1 1048575"), HookFault::NotOffered),
    ] {
        let scenario = scenario(&[running(), job(1, 1, &["find=x"]), job(2, 3, &[])]);
        let (decided, fake) = decide(&scenario, Fake { find: vec![answer], ..Fake::default() });
        assert_eq!(decided.decisions[1], failed(fault));
        assert_eq!(place(&decided, 2), (NOW, NOW + 99, "1-3".to_owned()));
        assert_eq!(fake.found.borrow().len(), 1, "{fault:?} ends the search");
    }
}

#[test]
fn an_assign_hook_places_its_job() {
    let answer = Some(Ok(Some((0, NOW + 30, "2-3"))));
    let scenario = scenario(&[running(), job(1, 1, &["find=y", "assign=x"]), job(2, 3, &[])]);
    let (decided, fake) = decide(&scenario, Fake { assign: answer, ..Fake::default() });
    assert_eq!(place(&decided, 1), (NOW + 30, NOW + 129, "2-3".to_owned()));
    assert_eq!(place(&decided, 2).0, NOW + 130);
    assert_eq!(*fake.assigned.borrow(), [(1, NOW)]);
    assert!(fake.found.borrow().is_empty());
}

#[test]
fn what_an_assign_hook_does_wrong_leaves_out_its_job_and_no_other() {
    let left_out = [
        (Err(HookFault::Failed), failed(HookFault::Failed)),
        (Ok(None), Decision::LeftOut(Reason::NoResources)),
        (Ok(Some((0, NOW, "0"))), failed(HookFault::NotOffered)),
        (Ok(Some((0, NOW, "4"))), failed(HookFault::NotOffered)),
        (Ok(Some((0, NOW, ""))), failed(HookFault::Nothing)),
        (Ok(Some((1, NOW, "1"))), failed(HookFault::NoSuchMoldable)),
        (Ok(Some((usize::MAX, NOW, "1"))), failed(HookFault::NoSuchMoldable)),
        (Ok(Some((0, NOW - 1, "1"))), failed(HookFault::TooEarly)),
        (Ok(Some((0, Seconds::MIN, "1"))), failed(HookFault::TooEarly)),
        (Ok(Some((0, HORIZON - 98, "1"))), failed(HookFault::TooLate)),
        (Ok(Some((0, Seconds::MAX, "1"))), failed(HookFault::TooLate)),
    ];
    for (answer, expected) in left_out {
        let scenario = scenario(&[running(), job(1, 1, &["assign=x"]), job(2, 3, &[])]);
        let (decided, _) = decide(&scenario, Fake { assign: Some(answer), ..Fake::default() });
        assert_eq!(decided.decisions[1], expected, "{answer:?}");
        assert_eq!(place(&decided, 2).0, NOW);
    }
}

#[test]
fn an_assign_hook_may_use_the_last_second() {
    let answer = Some(Ok(Some((0, HORIZON - 99, "1"))));
    let after = json!({"id": 2, "queue": "default", "types": ["assign=x"], "moldables": job(2, 1, &[])["moldables"],
        "dependencies": [{"job": 1, "state": "Waiting"}]});
    let (decided, fake) =
        decide(&scenario(&[job(1, 1, &["assign=x"]), after]), Fake { assign: answer, ..Fake::default() });
    assert_eq!(place(&decided, 0).1, HORIZON);
    // R6.3: past the horizon nothing is asked.
    assert_eq!(decided.decisions[1], Decision::LeftOut(Reason::NoResources));
    assert_eq!(fake.assigned.borrow().len(), 1);
}

#[test]
fn an_assign_hook_needs_a_moldable_with_a_walltime_and_no_more() {
    let mut bare = job(1, 1, &["assign=x"]);
    bare["moldables"][0]["requests"] = json!([]);
    let mut timeless = job(2, 1, &["assign=x"]);
    timeless["moldables"][0]["walltime"] = 0.into();
    let (decided, fake) =
        decide(&scenario(&[bare, timeless]), Fake { assign: Some(Ok(Some((0, NOW, "1")))), ..Fake::default() });
    assert_eq!(place(&decided, 0).0, NOW);
    assert_eq!(decided.decisions[1], Decision::LeftOut(Reason::InvalidRequest));
    assert_eq!(*fake.assigned.borrow(), [(0, NOW)]);
}

#[test]
fn reservations_call_no_hook() {
    let mut reservation = job(1, 1, &["assign=x", "find=y"]);
    reservation["reservation"] = (NOW + 500).into();
    let (decided, _) = decide(&scenario(&[reservation]), Fake::default());
    assert_eq!(place(&decided, 0), (NOW + 500, NOW + 599, "0".to_owned()));
}

fn custom(jobs: &[Value]) -> Value {
    let mut scenario = scenario(jobs);
    scenario["config"]["JOB_PRIORITY"] = "CUSTOM".into();
    scenario
}

#[test]
fn a_sort_hook_orders_rows_that_it_is_given_by_ascending_id() {
    let scenario = custom(&[job(7, 4, &[]), running(), job(3, 4, &[]), job(5, 4, &[])]);
    let (decided, fake) = decide(&scenario, Fake { sort: Some(vec![3, 0, 2]), ..Fake::default() });
    assert_eq!(*fake.sorted.borrow(), [vec![2, 3, 0]]);
    let begins: Vec<Seconds> = [3, 0, 2].iter().map(|row| place(&decided, *row).0).collect();
    assert_eq!(begins, [NOW + 50, NOW + 150, NOW + 250]);
}

#[test]
fn a_sort_hook_may_lose_repeat_and_invent_rows() {
    let scenario = custom(&[job(1, 4, &[]), job(2, 4, &[]), job(3, 4, &[]), running()]);
    let sort = Some(vec![2, 2, 3, 77, usize::MAX, 0, 2]);
    let (decided, _) = decide(&scenario, Fake { sort, ..Fake::default() });
    assert_eq!(place(&decided, 2).0, NOW + 50);
    assert_eq!(place(&decided, 0).0, NOW + 150);
    assert_eq!(decided.decisions[1], failed(HookFault::Lost));
    assert_eq!(decided.decisions[3], Decision::Held);
}

#[test]
fn without_a_sort_hook_the_order_is_fifo() {
    let (decided, _) = decide(&custom(&[job(2, 4, &[]), job(1, 4, &[])]), Fake::default());
    assert_eq!([place(&decided, 1).0, place(&decided, 0).0], [NOW, NOW + 100]);
}

#[test]
fn quotas_limit_what_a_find_hook_finds() {
    let mut scenario = scenario(&[running(), job(1, 3, &["find=x"])]);
    scenario["config"]["QUOTAS"] = "yes".into();
    scenario["quotas"] = json!({"quotas": {"*,*,*,*": [3, -1, -1]}});
    let (decided, fake) = decide(&scenario, Fake { find: vec![Ok("1-3")], ..Fake::default() });
    assert_eq!(place(&decided, 1), (NOW + 50, NOW + 149, "1-3".to_owned()));
    assert_eq!(fake.found.borrow().len(), 2);
}

/// R16.1: a quota that refused an earlier window counts more than the limit that a later one is past.
#[test]
fn of_what_a_find_hook_found_a_quota_is_reported_before_the_window_limit() {
    let mut scenario = scenario(&[running(), job(1, 1, &["find=x"])]);
    scenario["config"]["QUOTAS"] = "yes".into();
    scenario["config"]["QUOTAS_WINDOW_TIME_LIMIT"] = 120.into();
    let decide = |scenario: &Value| {
        let (decided, fake) = decide(scenario, Fake { find: vec![Ok("1")], ..Fake::default() });
        (decided.decisions[1].clone(), fake.found.borrow().len())
    };
    // The second window begins when core 0 is given back, and ends 149 seconds from now.
    scenario["quotas"] = json!({"periodical": [["* * * *", "none", ""]], "none": {"*,*,*,*": [0, -1, -1]}});
    assert_eq!(decide(&scenario), (Decision::LeftOut(Reason::Quota), 2));
    scenario["config"]["QUOTAS_WINDOW_TIME_LIMIT"] = 90.into();
    assert_eq!(decide(&scenario), (Decision::LeftOut(Reason::QuotaHorizon), 1));
}

#[test]
fn a_find_hook_is_offered_what_is_free_all_through_the_window() {
    let mut later = running();
    later["assignment"]["begin"] = (NOW + 20).into();
    let (_, fake) =
        decide(&scenario(&[later, job(1, 1, &["find=x"])]), Fake { find: vec![Ok("1")], ..Fake::default() });
    assert_eq!(fake.found.borrow()[0].5, "1-3");
}
