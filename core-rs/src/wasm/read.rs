//! From columns to a round.

use super::columns::{PlatformColumns, QueueColumns, RequestColumns, ResourceColumns, WorkColumns};
use super::fault::Fault;
use crate::model::{Config, Group, Level, Platform, Request, ResourceSet, Round, Seconds, Withdrawal, Workload};
use crate::procset::{Interval, ProcSet};
use js_sys::{Array, Float64Array, Uint32Array};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// A whole round, from a `Wire` of it. What columns *mean* has been checked by the facade; here it is checked that
/// they fit together, since an index too many must be an error and not a panic.
///
/// # Errors
/// `bad_columns`.
pub(super) fn read_round(wire: JsValue) -> Result<Round, Fault> {
    let (work, platform) = PlatformColumns::unpack(serde_wasm_bindgen::from_value(wire)?)?;
    platform.read(&work)
}

/// Jobs and queue groups, from a `Wire` of them.
///
/// # Errors
/// `bad_columns`.
pub(super) fn read_work(wire: JsValue) -> Result<Work, Fault> {
    let work = WorkColumns::unpack(serde_wasm_bindgen::from_value(wire)?)?;
    work.read(&Dictionary::read(&work)?)
}

impl WorkColumns {
    fn read(&self, dictionary: &Dictionary) -> Result<Work, Fault> {
        Ok(Work {
            queues: self.queues.read(dictionary)?,
            workload: Workload {
                requests: self.requests.read(dictionary)?,
                jobs: self.jobs.read(dictionary, self.requests.ends.length() as usize)?,
            },
        })
    }
}

/// Jobs, and the queue groups that are treated.
pub(super) struct Work {
    pub queues: Vec<Vec<Rc<str>>>,
    pub workload: Workload,
}

impl PlatformColumns {
    fn read(&self, work: &WorkColumns) -> Result<Round, Fault> {
        let dictionary = Dictionary::read(work)?;
        let [now, pad, round_limit, groups_may_overlap] = copy(&self.settings)[..] else {
            return Err(Fault::bad_columns("not four settings"));
        };
        let platform = Platform {
            now: integer(now)?,
            config: Config {
                pad: integer(pad)?,
                round_limit: Some(natural(round_limit)? as usize).filter(|limit| *limit > 0),
                groups_may_overlap: groups_may_overlap != 0.0,
                ranking: self.ranking.read(&dictionary)?,
            },
            resources: self.resources.read(&dictionary)?,
            quotas: self.quotas.read(&dictionary)?,
        };
        let Work { queues, workload } = work.read(&dictionary)?;
        Ok(Round { platform: Rc::new(platform), queues, workload })
    }
}

/// What the other columns name by number.
pub(super) struct Dictionary {
    texts: Vec<Rc<str>>,
    sets: Vec<Rc<ProcSet>>,
}

fn read_texts(texts: &Array) -> Result<Vec<Rc<str>>, Fault> {
    let text = |at| texts.get(at).as_string().map(Rc::from).ok_or_else(|| Fault::bad_columns("a text that is none"));
    (0..texts.length()).map(text).collect()
}

impl Dictionary {
    fn read(work: &WorkColumns) -> Result<Self, Fault> {
        let bounds = copy(&work.sets.bounds);
        let sets = lists(&work.sets.ends, bounds.len())?
            .map(|set| {
                Rc::new(ProcSet::from_intervals(
                    bounds[set].chunks_exact(2).map(|pair| Interval { first: pair[0], last: pair[1] }),
                ))
            })
            .collect();
        Ok(Self { texts: read_texts(&work.texts)?, sets })
    }

    #[inline(never)]
    pub(super) fn text(&self, index: u32) -> Result<&Rc<str>, Fault> {
        self.texts.get(index as usize).ok_or_else(|| Fault::bad_columns("a text that is not there"))
    }

    #[inline(never)]
    pub(super) fn set(&self, index: u32) -> Result<&Rc<ProcSet>, Fault> {
        self.sets.get(index as usize).ok_or_else(|| Fault::bad_columns("a set that is not there"))
    }
}

/// The element of a column that has one.
fn single(column: &Uint32Array) -> Result<u32, Fault> {
    let [element] = copy(column)[..] else { return Err(Fault::bad_columns("not one element")) };
    Ok(element)
}

impl ResourceColumns {
    fn read(&self, dictionary: &Dictionary) -> Result<ResourceSet, Fault> {
        let (names, blocks) = (copy(&self.level_names), copy(&self.blocks));
        let (dates, withdrawn) = (copy(&self.withdrawal_dates), copy(&self.withdrawal_sets));
        same_length(&[names.len(), self.level_ends.length() as usize])?;
        same_length(&[dates.len(), withdrawn.len()])?;
        let usable = single(&self.usable)?;
        let default = single(&self.defaults)?;
        let levels = lists(&self.level_ends, blocks.len())?
            .zip(names)
            .map(|(level, name)| {
                let blocks = blocks[level].iter().map(|block| dictionary.set(*block).cloned());
                Ok(Level { name: dictionary.text(name)?.to_string(), blocks: blocks.collect::<Result<_, Fault>>()? })
            })
            .collect::<Result<_, Fault>>()?;
        let withdrawals = dates
            .into_iter()
            .zip(withdrawn)
            .map(|(date, set)| Ok(Withdrawal { date: integer(date)?, resources: dictionary.set(set)?.clone() }))
            .collect::<Result<_, Fault>>()?;
        Ok(ResourceSet {
            usable: ProcSet::clone(dictionary.set(usable)?),
            default: ProcSet::clone(dictionary.set(default)?),
            levels,
            withdrawals,
        })
    }
}

impl QueueColumns {
    fn read(&self, dictionary: &Dictionary) -> Result<Vec<Vec<Rc<str>>>, Fault> {
        let names = copy(&self.names);
        lists(&self.group_ends, names.len())?
            .map(|group| names[group].iter().map(|name| dictionary.text(*name).cloned()).collect())
            .collect()
    }
}

impl RequestColumns {
    fn read(&self, dictionary: &Dictionary) -> Result<Vec<Request>, Fault> {
        let (filters, names, counts) = (copy(&self.filters), copy(&self.level_names), copy(&self.counts));
        same_length(&[names.len(), counts.len()])?;
        same_length(&[filters.len(), self.level_ends.length() as usize])?;
        let groups = lists(&self.level_ends, names.len())?
            .zip(&filters)
            .map(|(levels, filter)| {
                let levels = levels.map(|at| Ok((Rc::clone(dictionary.text(names[at])?), counts[at])));
                Ok(Group { filter: dictionary.set(*filter)?.clone(), levels: levels.collect::<Result<_, Fault>>()? })
            })
            .collect::<Result<Vec<Group>, Fault>>()?;
        Ok(lists(&self.ends, groups.len())?.map(|request| groups[request].to_vec()).collect())
    }
}

/// A typed array that can be copied into the module.
pub(super) trait Column {
    /// What it holds.
    type Item;
    /// A copy of it.
    fn items(&self) -> Vec<Self::Item>;
}

impl Column for Uint32Array {
    type Item = u32;
    #[inline(never)]
    fn items(&self) -> Vec<u32> {
        self.to_vec()
    }
}

impl Column for Float64Array {
    type Item = f64;
    #[inline(never)]
    fn items(&self) -> Vec<f64> {
        self.to_vec()
    }
}

/// A copy of a column. Not inlined: there are forty columns.
pub(super) fn copy<C: Column>(column: &C) -> Vec<C::Item> {
    column.items()
}

/// The lists that these ends make of a number of items.
#[inline(never)]
pub(super) fn lists(ends: &Uint32Array, items: usize) -> Result<std::vec::IntoIter<Range<usize>>, Fault> {
    let mut start = 0;
    let mut lists = Vec::with_capacity(ends.length() as usize);
    for end in copy(ends) {
        let end = end as usize;
        if end < start || end > items {
            return Err(Fault::bad_columns("the ends of lists do not ascend to the number of items"));
        }
        lists.push(start..end);
        start = end;
    }
    if start != items {
        return Err(Fault::bad_columns("items in no list"));
    }
    Ok(lists.into_iter())
}

#[inline(never)]
pub(super) fn same_length(lengths: &[usize]) -> Result<(), Fault> {
    if lengths.windows(2).all(|pair| pair[0] == pair[1]) {
        return Ok(());
    }
    Err(Fault::bad_columns("columns of different lengths"))
}

/// A number that must be a safe integer of JavaScript.
#[inline(never)]
pub(super) fn integer(number: f64) -> Result<Seconds, Fault> {
    const SAFE: f64 = 9_007_199_254_740_991.0;
    if number.fract() != 0.0 || number.abs() > SAFE || number.is_nan() {
        return Err(Fault::bad_columns("a number that is no safe integer"));
    }
    Ok(number as Seconds)
}

#[inline(never)]
pub(super) fn natural(number: f64) -> Result<u64, Fault> {
    u64::try_from(integer(number)?).map_err(|_| Fault::bad_columns("a number that is negative"))
}
