//! Reads how a scenario orders its jobs.

use oar_scheduler_redox::model::{ByName, Fairness, Ranking, Weights};
use serde_json::Value;

pub fn read(scenario: &Value) -> Ranking {
    match scenario["config"]["JOB_PRIORITY"].as_str() {
        Some("FAIRSHARE") => Ranking::Fairshare(fairness(scenario)),
        Some("MULTIFACTOR") => Ranking::Multifactor(Box::new(weights(&scenario["priority"])), fairness(scenario)),
        Some("CUSTOM") => Ranking::Custom,
        _ => Ranking::Fifo,
    }
}

fn fairness(scenario: &Value) -> Fairness {
    let config = |key: &str| &scenario["config"][format!("SCHEDULER_FAIRSHARING_{key}")];
    let accounting = &scenario["accounting"];
    Fairness {
        project_coefficient: config("COEF_PROJECT").as_f64().unwrap_or(0.0),
        user_coefficient: config("COEF_USER").as_f64().unwrap_or(1.0),
        user_ask_coefficient: config("COEF_USER_ASK").as_f64().unwrap_or(1.0),
        project_targets: targets(config("PROJECT_TARGETS").as_str().unwrap_or("{default => 21.0}")),
        user_targets: targets(config("USER_TARGETS").as_str().unwrap_or("{default => 22.0}")),
        asked: accounting["window"]["asked"].as_f64().unwrap_or(0.0),
        used: accounting["window"]["used"].as_f64().unwrap_or(0.0),
        used_by_project: by_name(&accounting["byProject"]["used"]),
        used_by_user: by_name(&accounting["byUser"]["used"]),
        asked_by_user: by_name(&accounting["byUser"]["asked"]),
    }
}

fn targets(text: &str) -> ByName {
    let inside = text.trim().trim_matches(['{', '}']);
    let pairs = inside.split(',').filter_map(|pair| pair.split_once("=>"));
    pairs.map(|(name, number)| (name.trim().into(), number.trim().parse().unwrap())).collect()
}

fn by_name(values: &Value) -> ByName {
    let entries = values.as_object().into_iter().flatten();
    entries.map(|(name, value)| (name.as_str().into(), value.as_f64().unwrap())).collect()
}

fn weights(priority: &Value) -> Weights {
    let number = |key: &str| priority[key].as_f64().unwrap_or(0.0);
    Weights {
        age_weight: number("age_weight"),
        age_coef: priority["age_coef"].as_f64().unwrap_or(1.65e-6),
        queue_weight: number("queue_weight"),
        queue_coefs: by_name(&priority["queue_coefs"]),
        work_weight: number("work_weight"),
        work_mode: number("work_mode"),
        size_weight: number("size_weight"),
        size_mode: number("size_mode"),
        karma_weight: number("karma_weight"),
        qos_weight: number("qos_weight"),
        nice_weight: number("nice_weight"),
    }
}
