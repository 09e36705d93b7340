//! Reads scenarios of the test vectors and shows decisions in their format. It trusts what it reads:
//! checking an input is the work of the facade.

mod quotas;
mod ranking;

use oar_scheduler_redox::cycle::{Decided, Decision, schedule};
use oar_scheduler_redox::hooks::NoHooks;
use oar_scheduler_redox::model::{
    Config, Dependency, Group, HORIZON, Held, Job, JobTypes, Level, Moldable, Platform, Request, RequiredState,
    ResourceSet, Round, Withdrawal, Workload,
};
use oar_scheduler_redox::procset::ProcSet;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::rc::Rc;

fn set(value: &Value) -> ProcSet {
    ProcSet::parse(value.as_str().unwrap()).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> Rc<str> {
    value.as_str().unwrap_or_default().into()
}

fn seconds(value: &Value) -> i64 {
    value.as_i64().unwrap()
}

/// Equal requests stand once, and so do equal filters, as the facade gives them: else nothing would be remembered of
/// them.
#[derive(Default)]
struct Requests {
    list: Vec<Request>,
    numbers: HashMap<String, usize>,
    filters: HashMap<String, Rc<ProcSet>>,
}

impl Requests {
    fn group(&mut self, group: &Value) -> Group {
        let filter = &group["filter"];
        let filter = self.filters.entry(filter.to_string()).or_insert_with(|| set(filter).into());
        Group {
            filter: Rc::clone(filter),
            levels: list(&group["levels"]).iter().map(|level| (text(&level[0]), level[1].as_f64().unwrap())).collect(),
        }
    }

    fn number(&mut self, request: &Value) -> usize {
        let next = self.list.len();
        let number = *self.numbers.entry(request.to_string()).or_insert(next);
        if number == next {
            let groups = list(request).iter().map(|group| self.group(group)).collect();
            self.list.push(groups);
        }
        number
    }
}

/// A scenario as the core takes it.
pub fn read_round(scenario: &Value) -> Round {
    let config = &scenario["config"];
    let resources = &scenario["resources"];
    let mut requests = Requests::default();
    let jobs = list(&scenario["jobs"]).iter().map(|job| read_job(job, &mut requests)).collect();
    let platform = Platform {
        now: seconds(&scenario["now"]),
        config: Config {
            pad: config["SCHEDULER_JOB_SECURITY_TIME"].as_i64().unwrap_or(60),
            round_limit: read_limit(&config["MAX_JOB_PER_QUEUES_GROUP_SCHEDULING_ROUND"]),
            groups_may_overlap: config["SCHEDULER_GROUPS_MAY_OVERLAP"] == "yes",
        },
        resources: ResourceSet {
            default: set(&resources["default"]),
            usable: set(resources.get("usable").unwrap_or(&resources["default"])),
            levels: resources["hierarchy"]
                .as_object()
                .unwrap()
                .iter()
                .map(|(name, blocks)| Level::new(name, list(blocks).iter().map(set)))
                .collect(),
            withdrawals: list(&resources["availableUpto"])
                .iter()
                .map(|entry| Withdrawal { date: seconds(&entry[0]), resources: set(&entry[1]).into() })
                .collect(),
        },
        quotas: quotas::read(scenario),
    };
    Round {
        platform: Rc::new(platform),
        queues: list(&scenario["queues"]).iter().map(|group| list(group).iter().map(text).collect()).collect(),
        workload: Workload { requests: requests.list, jobs, ranking: ranking::read(scenario) },
    }
}

fn read_limit(value: &Value) -> Option<usize> {
    let limit = match value {
        Value::String(text) => text.parse().ok(),
        number => number.as_i64(),
    };
    limit.and_then(|limit| usize::try_from(limit).ok()).filter(|limit| *limit > 0)
}

fn read_job(job: &Value, requests: &mut Requests) -> Job {
    let types = list(&job["types"]).iter().map(|text| text.as_str().unwrap());
    let (types, malformed) = JobTypes::read(types);
    Job {
        id: job["id"].as_u64().unwrap(),
        queue: text(&job["queue"]),
        user: text(&job["user"]),
        project: text(&job["project"]),
        submission: job["submissionTime"].as_f64().unwrap_or(0.0),
        qos: job["qos"].as_f64().unwrap_or(0.0),
        nice: job["nice"].as_f64().unwrap_or(1.0),
        name: text(&job["name"]),
        types: types.into(),
        malformed,
        held: job.get("assignment").map(|held| Held {
            begin: seconds(&held["begin"]),
            end: seconds(&held["end"]),
            resources: set(&held["resources"]).into(),
        }),
        moldables: list(&job["moldables"])
            .iter()
            .map(|moldable| Moldable {
                id: moldable["id"].as_u64().unwrap(),
                walltime: seconds(&moldable["walltime"]),
                request: requests.number(&moldable["requests"]),
            })
            .collect(),
        dependencies: list(&job["dependencies"])
            .iter()
            .map(|dependency| Dependency {
                job: dependency["job"].as_u64().unwrap(),
                state: RequiredState::of(
                    dependency["state"].as_str().unwrap(),
                    dependency["exitCode"].as_i64().unwrap_or(0),
                ),
            })
            .collect(),
        reservation: job.get("reservation").map(seconds),
    }
}

/// Schedules a scenario; the result in the format of `expected`.
pub fn decide(scenario: &Value) -> Value {
    let round = read_round(scenario);
    let (mut assignments, mut reasons, mut reservations) = (Map::new(), Map::new(), Map::new());
    let Decided { decisions, sets, .. } = schedule(&round, Rc::new(NoHooks)).unwrap();
    for (job, decision) in round.workload.jobs.iter().zip(decisions) {
        let id = job.id.to_string();
        match decision {
            Decision::Held => {}
            Decision::Placed(placement) => {
                assert!(placement.end <= HORIZON);
                let assignment = json!({
                    "moldable": job.moldables[placement.moldable].id,
                    "begin": placement.begin,
                    "end": placement.end,
                    "resources": sets.set(placement.set).to_string(),
                });
                assignments.insert(id.clone(), assignment);
                if job.reservation.is_some() {
                    reservations.insert(id, json!({"state": "toAckReservation", "message": ""}));
                }
            }
            Decision::LeftOut(reason) => {
                assignments.insert(id.clone(), Value::Null);
                reasons.insert(id.clone(), reason.code().into());
                if job.reservation.is_some() {
                    reservations.insert(id, json!({"state": "toError", "message": message(reason.code())}));
                }
            }
        }
    }
    let mut result = json!({"assignments": assignments, "reasons": reasons});
    if !reservations.is_empty() {
        result["reservations"] = reservations.into();
    }
    result
}

/// R15.2.
fn message(code: &str) -> &str {
    match code {
        "ar_too_old" => "Reservation too old",
        "ar_quota" => "This advance reservation cannot run due to quotas",
        _ => "This advance reservation cannot run",
    }
}
