//! Reads the quota document of a scenario. It trusts what it reads: listing faults is the work of the facade.

use oar_scheduler_redox::model::{Calendar, Field, Limits, Offset, Quotas, Rule, Span};
use serde_json::Value;
use std::rc::Rc;

const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The quotas, if they are on.
pub fn read(scenario: &Value) -> Option<Quotas> {
    let config = &scenario["config"];
    if config["QUOTAS"] != "yes" {
        return None;
    }
    let resources = &scenario["resources"];
    let all = match config["QUOTAS_ALL_NB_RESOURCES_MODE"].as_str() {
        Some("all") => &resources["nbDefault"],
        _ => &resources["nbDefaultNotDead"],
    };
    let all = all.as_u64().unwrap_or_else(|| super::set(&resources["default"]).len() as u64);
    let nothing = serde_json::Map::new();
    let document = scenario["quotas"].as_object().unwrap_or(&nothing);
    let rule_sets =
        document.iter().filter(|(name, _)| !["quotas", "job_types", "periodical", "oneshot"].contains(&&***name));
    let names: Vec<&str> = rule_sets.clone().map(|(name, _)| name.as_str()).collect();
    let part = |name: &str| document.get(name).unwrap_or(&Value::Null);
    let number = |name: &Value| 1 + names.iter().position(|known| *name == **known).expect("a set of that name");
    let mut sets = vec![rules(part("quotas"), all)];
    sets.extend(rule_sets.map(|(_, set)| rules(set, all)));
    let tracked = super::list(part("job_types")).iter().map(super::text).filter(|name| &**name != "*").collect();
    let (periods, one_shots) = (super::list(part("periodical")), super::list(part("oneshot")));
    let calendar = (periods.len() + one_shots.len() > 0).then(|| {
        let mut calendar = Calendar {
            window_limit: config["QUOTAS_WINDOW_TIME_LIMIT"].as_i64().unwrap_or(5_184_000),
            clock: clock(scenario["timeZone"].as_str().unwrap_or("UTC")),
            one_shots: one_shots
                .iter()
                .map(|entry| Span { begin: date(&entry[0]), end: date(&entry[1]), set: number(&entry[2]) })
                .collect(),
            ..Calendar::default()
        };
        for entry in periods {
            let set = number(&entry[1]);
            match blocks(entry[0].as_str().unwrap()) {
                None => calendar.filler = calendar.filler.or(Some(set)),
                Some(blocks) => {
                    calendar.blocks.extend(blocks.into_iter().map(|(begin, end)| Span { begin, end, set }));
                }
            }
        }
        calendar
    });
    Some(Quotas { sets, tracked, calendar })
}

fn rules(set: &Value, all: u64) -> Vec<Rule> {
    let entries = set.as_object().into_iter().flatten();
    entries
        .map(|(key, values)| {
            let fields: Vec<Field> = key.split(',').map(|field| Field::from(&Rc::from(field))).collect();
            let [queue, project, job_type, user] = fields.try_into().unwrap();
            let [resources, jobs, hours] = [0, 1, 2].map(|at| &values[at]);
            let limits = Limits {
                resources: limit(resources, all, 1),
                jobs: limit(jobs, all, 1),
                resource_seconds: limit(hours, all, 3600),
            };
            Rule { queue, project, job_type, user, limits }
        })
        .collect()
}

/// R12.3, exact as long as the digits fit. What limits are compared with is whole: fractions are cut off.
fn limit(value: &Value, all: u64, unit: i128) -> Option<u64> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let is_text = value.is_string();
    let (number, factor) = match text.strip_suffix("*ALL") {
        _ if text == "ALL" => ("1", i128::from(all)),
        Some(number) => (number, i128::from(all)),
        None => (text.as_str(), 1),
    };
    let is_multiple = text.ends_with("ALL");
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let scale = 10_i128.pow(fraction.len() as u32);
    let size: i128 = format!("{}{fraction}", whole.trim_start_matches(['+', '-'])).parse().unwrap();
    let product = size * factor;
    if number.starts_with('-') && product > 0 {
        return None;
    }
    let cut = if is_text && !is_multiple && unit == 1 { product / scale * scale } else { product };
    Some(u64::try_from(cut * unit / scale).unwrap())
}

/// The blocks of a period; `None`: it is the filler (R13.2 to R13.5).
fn blocks(text: &str) -> Option<Vec<(i64, i64)>> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let [hours, days, ..] = fields[..] else { return None };
    if hours == "*" && days == "*" {
        return None;
    }
    let runs: Vec<(i64, i64)> = if days == "*" { vec![(0, 7)] } else { days.split(',').map(run).collect() };
    let mut blocks = Vec::new();
    for (first, length) in runs {
        if hours == "*" {
            blocks.push((first * DAY, (first + length) * DAY));
            continue;
        }
        let (from, to) = hours.split_once('-').unwrap();
        let (from, to) = (clock_time(from), clock_time(to));
        let to = if to <= from { to + DAY } else { to };
        blocks.extend((first..first + length).map(|day| (day % 7 * DAY + from, day % 7 * DAY + to)));
    }
    let wrapped = |(begin, end): (i64, i64)| {
        if end > WEEK { vec![(begin, WEEK), (0, end - WEEK)] } else { vec![(begin, end)] }
    };
    Some(blocks.into_iter().flat_map(wrapped).collect())
}

/// First day and number of days of an item of a list of days.
fn run(item: &str) -> (i64, i64) {
    let (from, to) = item.split_once('-').unwrap_or((item, item));
    let day = |name: &str| (0..7).zip(DAYS).find(|(_, known)| *known == name).unwrap().0;
    (day(from), (day(to) - day(from)).rem_euclid(7) + 1)
}

fn clock_time(text: &str) -> i64 {
    text.split(':').zip([3600, 60, 1]).map(|(part, unit)| part.parse::<i64>().unwrap() * unit).sum()
}

/// `YYYY-MM-DD hh:mm` on the local clock, as seconds since 1970 (R13.6).
fn date(text: &Value) -> i64 {
    let parts = text.as_str().unwrap().split(['-', ' ', ':']).map(|part| part.parse::<i64>().unwrap());
    let [year, month, day, hour, minute] = parts.collect::<Vec<_>>().try_into().unwrap();
    // Days since 1970 of a proleptic Gregorian date; years begin in March, so that leap days are last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = days + (153 * month + 2) / 5 + day - 1 - 719_468;
    days * DAY + hour * 3600 + minute * 60
}

/// The clock of a zone, from the table that the host's zone code made.
fn clock(zone: &str) -> Vec<Offset> {
    let zones: Value = serde_json::from_str(include_str!("time-zones.json")).unwrap();
    let entries = zones[zone].as_array().unwrap_or_else(|| panic!("the table has no zone {zone}"));
    entries.iter().map(|pair| Offset { from: super::seconds(&pair[0]), seconds: super::seconds(&pair[1]) }).collect()
}
