//! From columns to a round.

use super::fault::Fault;
use super::read_jobs::read_jobs;
use super::read_quotas::read_quotas;
use super::read_ranking::read_ranking;
use super::wire::{Columns, Wire};
use crate::model::{Config, Group, Level, Platform, Request, ResourceSet, Round, Withdrawal, Workload};
use crate::procset::ProcSet;
use std::rc::Rc;

/// Jobs, and the queue groups that are treated.
pub(super) struct Work {
    pub queues: Vec<Vec<Rc<str>>>,
    pub workload: Workload,
}

/// A whole round, from a `Wire` of it.
///
/// # Errors
/// `bad_columns`.
#[inline(never)]
pub(super) fn read_round(wire: &Wire) -> Result<Round, Fault> {
    let columns = Columns::open(wire);
    let Work { queues, workload } = work(&columns);
    let platform = Rc::new(platform(&columns));
    columns.finish(Round { platform, queues, workload })
}

/// Jobs, their order and queue groups, from a `Wire` of them.
///
/// # Errors
/// `bad_columns`.
#[inline(never)]
pub(super) fn read_work(wire: &Wire) -> Result<Work, Fault> {
    let columns = Columns::open(wire);
    let work = work(&columns);
    columns.finish(work)
}

#[inline(never)]
fn work(columns: &Columns) -> Work {
    let (ends, names) = (columns.u32s(), columns.u32s());
    let mut queues = Vec::new();
    for group in columns.lists(ends, names.len()).iter() {
        queues.push(names[group].iter().map(|name| columns.text(*name)).collect());
    }
    let requests = requests(columns);
    let jobs = read_jobs(columns, requests.len());
    let ranking = read_ranking(columns);
    Work { queues, workload: Workload { requests, jobs, ranking } }
}

#[inline(never)]
fn requests(columns: &Columns) -> Vec<Request> {
    let (ends, filters, level_ends) = (columns.u32s(), columns.u32s(), columns.u32s());
    let (names, counts) = (columns.u32s(), columns.f64s());
    columns.rows(&[filters.len(), level_ends.len()]);
    let items = columns.rows(&[names.len(), counts.len()]);
    let mut groups = Vec::with_capacity(filters.len());
    for (levels, filter) in columns.lists(level_ends, items.len()).iter().zip(filters) {
        let levels = levels.map(|at| (columns.text(names[at]), counts[at])).collect();
        groups.push(Group { filter: columns.set(filter), levels });
    }
    let mut requests = Vec::with_capacity(ends.len());
    for request in columns.lists(ends, groups.len()).iter() {
        requests.push(groups[request].to_vec());
    }
    requests
}

#[inline(never)]
fn platform(columns: &Columns) -> Platform {
    let settings = columns.f64s();
    let setting = |at: usize| settings.get(at).copied().unwrap_or(f64::NAN);
    Platform {
        now: columns.integer(setting(0)),
        config: Config {
            pad: columns.integer(setting(1)),
            round_limit: Some(columns.natural(setting(2)) as usize).filter(|limit| *limit > 0),
            groups_may_overlap: setting(3) != 0.0,
        },
        quotas: read_quotas(columns),
        resources: resources(columns),
    }
}

#[inline(never)]
fn resources(columns: &Columns) -> ResourceSet {
    let single = |column: Vec<u32>| columns.set(column.first().copied().unwrap_or(u32::MAX));
    let (usable, default) = (single(columns.u32s()), single(columns.u32s()));
    let (names, ends, blocks, splits) = (columns.u32s(), columns.u32s(), columns.u32s(), columns.u32s());
    columns.rows(&[names.len(), ends.len()]);
    let all = columns.rows(&[blocks.len(), splits.len()]);
    let mut levels = Vec::new();
    for (level, name) in columns.lists(ends, all.len()).iter().zip(names) {
        let blocks = columns.blocks(&blocks[level.clone()], &splits[level]);
        levels.push(Level { name: columns.text(name).to_string(), blocks });
    }
    let (dates, withdrawn) = (columns.f64s(), columns.u32s());
    let mut withdrawals = Vec::new();
    for row in columns.rows(&[dates.len(), withdrawn.len()]) {
        withdrawals.push(Withdrawal { date: columns.integer(dates[row]), resources: columns.set(withdrawn[row]) });
    }
    ResourceSet { usable: ProcSet::clone(&usable), default: ProcSet::clone(&default), levels, withdrawals }
}
