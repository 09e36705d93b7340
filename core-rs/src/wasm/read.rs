//! From columns to a round.

use super::columns::{JobColumns, QueueColumns, RequestColumns, ResourceColumns, RoundColumns};
use super::fault::Fault;
use crate::model::{
    Config, Dependency, Group, Held, Job, JobTypes, Level, Moldable, Request, RequiredState, ResourceSet, Round,
    Seconds, Withdrawal,
};
use crate::procset::{Interval, ProcSet};
use js_sys::Uint32Array;
use std::ops::Range;
use std::rc::Rc;

impl RoundColumns {
    /// Makes a round of the columns. What they *mean* has been checked by the facade; here it is
    /// checked that they fit together, since an index too many must be an error and not a panic.
    ///
    /// # Errors
    /// `bad_columns`.
    pub fn read(&self) -> Result<Round, Fault> {
        let dictionary = Dictionary::read(self)?;
        Ok(Round {
            now: integer(self.now)?,
            config: Config {
                pad: integer(self.pad)?,
                round_limit: Some(natural(self.round_limit)? as usize).filter(|limit| *limit > 0),
                groups_may_overlap: self.groups_may_overlap,
            },
            resources: self.resources.read(&dictionary)?,
            queues: self.queues.read(&dictionary)?,
            requests: self.requests.read(&dictionary)?,
            jobs: self.jobs.read(&dictionary, self.requests.ends.length() as usize)?,
        })
    }
}

/// What the other columns name by number.
struct Dictionary {
    texts: Vec<Rc<str>>,
    sets: Vec<Rc<ProcSet>>,
}

impl Dictionary {
    fn read(round: &RoundColumns) -> Result<Self, Fault> {
        let bounds = round.sets.bounds.to_vec();
        let sets = lists(&round.sets.ends, bounds.len())?
            .map(|set| {
                Rc::new(ProcSet::from_intervals(
                    bounds[set].chunks_exact(2).map(|pair| Interval { first: pair[0], last: pair[1] }),
                ))
            })
            .collect();
        Ok(Self { texts: round.texts.iter().map(|text| text.as_str().into()).collect(), sets })
    }

    fn text(&self, index: u32) -> Result<&Rc<str>, Fault> {
        self.texts.get(index as usize).ok_or_else(|| Fault::bad_columns("a text that is not there"))
    }

    fn set(&self, index: u32) -> Result<&Rc<ProcSet>, Fault> {
        self.sets.get(index as usize).ok_or_else(|| Fault::bad_columns("a set that is not there"))
    }
}

impl ResourceColumns {
    fn read(&self, dictionary: &Dictionary) -> Result<ResourceSet, Fault> {
        let (names, blocks) = (self.level_names.to_vec(), self.blocks.to_vec());
        let (dates, withdrawn) = (self.withdrawal_dates.to_vec(), self.withdrawal_sets.to_vec());
        same_length(&[names.len(), self.level_ends.length() as usize])?;
        same_length(&[dates.len(), withdrawn.len()])?;
        let usable = *self.usable.to_vec().first().ok_or_else(|| Fault::bad_columns("no usable set"))?;
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
        Ok(ResourceSet { usable: ProcSet::clone(dictionary.set(usable)?), levels, withdrawals })
    }
}

impl QueueColumns {
    fn read(&self, dictionary: &Dictionary) -> Result<Vec<Vec<Rc<str>>>, Fault> {
        let names = self.names.to_vec();
        lists(&self.group_ends, names.len())?
            .map(|group| names[group].iter().map(|name| dictionary.text(*name).cloned()).collect())
            .collect()
    }
}

impl RequestColumns {
    fn read(&self, dictionary: &Dictionary) -> Result<Vec<Request>, Fault> {
        let (filters, names, counts) = (self.filters.to_vec(), self.level_names.to_vec(), self.counts.to_vec());
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

impl JobColumns {
    fn read(&self, dictionary: &Dictionary, requests: usize) -> Result<Vec<Job>, Fault> {
        let moldables = self.read_moldables(requests)?;
        let dependencies = self.read_dependencies(dictionary)?;
        let (ids, queues, types) = (self.ids.to_vec(), self.queues.to_vec(), self.types.to_vec());
        let (users, names) = (self.users.to_vec(), self.names.to_vec());
        let held = self.read_held(dictionary)?;
        let type_lists = lists(&self.type_ends, types.len())?;
        let mut moldable_lists = lists(&self.moldable_ends, moldables.len())?;
        let mut dependency_lists = lists(&self.dependency_ends, dependencies.len())?;
        same_length(&[
            ids.len(),
            queues.len(),
            users.len(),
            names.len(),
            held.len(),
            type_lists.len(),
            moldable_lists.len(),
            dependency_lists.len(),
        ])?;
        let mut jobs = Vec::with_capacity(ids.len());
        for (row, (typed, held)) in type_lists.zip(held).enumerate() {
            let texts = types[typed].iter().map(|text| dictionary.text(*text).map(|text| &**text));
            let (types, malformed) = JobTypes::read(texts.collect::<Result<Vec<&str>, Fault>>()?);
            jobs.push(Job {
                id: natural(ids[row])?,
                queue: Rc::clone(dictionary.text(queues[row])?),
                user: Rc::clone(dictionary.text(users[row])?),
                name: Rc::clone(dictionary.text(names[row])?),
                types,
                malformed,
                held,
                moldables: moldable_lists.next().map_or_else(Vec::new, |list| moldables[list].to_vec()),
                dependencies: dependency_lists.next().map_or_else(Vec::new, |list| dependencies[list].to_vec()),
            });
        }
        Ok(jobs)
    }

    fn read_held(&self, dictionary: &Dictionary) -> Result<Vec<Option<Held>>, Fault> {
        let (sets, begins, ends) = (self.held_sets.to_vec(), self.held_begins.to_vec(), self.held_ends.to_vec());
        same_length(&[sets.len(), begins.len(), ends.len()])?;
        sets.into_iter()
            .zip(begins.into_iter().zip(ends))
            .map(|(set, (begin, end))| {
                let Some(set) = set.checked_sub(1) else { return Ok(None) };
                let resources = dictionary.set(set)?.clone();
                Ok(Some(Held { begin: integer(begin)?, end: integer(end)?, resources }))
            })
            .collect()
    }

    fn read_moldables(&self, requests: usize) -> Result<Vec<Moldable>, Fault> {
        let (ids, walltimes, asked) = (self.moldable_ids.to_vec(), self.walltimes.to_vec(), self.requests.to_vec());
        same_length(&[ids.len(), walltimes.len(), asked.len()])?;
        ids.into_iter()
            .zip(walltimes.into_iter().zip(asked))
            .map(|(id, (walltime, request))| {
                let request = request as usize;
                if request >= requests {
                    return Err(Fault::bad_columns("a request that is not there"));
                }
                Ok(Moldable { id: natural(id)?, walltime: integer(walltime)?, request })
            })
            .collect()
    }

    fn read_dependencies(&self, dictionary: &Dictionary) -> Result<Vec<Dependency>, Fault> {
        let (jobs, states, exits) =
            (self.dependency_jobs.to_vec(), self.dependency_states.to_vec(), self.exit_codes.to_vec());
        same_length(&[jobs.len(), states.len(), exits.len()])?;
        jobs.into_iter()
            .zip(states.into_iter().zip(exits))
            .map(|(job, (state, exit))| {
                let state = RequiredState::of(dictionary.text(state)?, integer(exit)?);
                Ok(Dependency { job: natural(job)?, state })
            })
            .collect()
    }
}

/// The lists that these ends make of a number of items.
fn lists(ends: &Uint32Array, items: usize) -> Result<std::vec::IntoIter<Range<usize>>, Fault> {
    let mut start = 0;
    let mut lists = Vec::with_capacity(ends.length() as usize);
    for end in ends.to_vec() {
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

fn same_length(lengths: &[usize]) -> Result<(), Fault> {
    if lengths.windows(2).all(|pair| pair[0] == pair[1]) {
        return Ok(());
    }
    Err(Fault::bad_columns("columns of different lengths"))
}

/// A number that must be a safe integer of JavaScript.
fn integer(number: f64) -> Result<Seconds, Fault> {
    const SAFE: f64 = 9_007_199_254_740_991.0;
    if number.fract() != 0.0 || number.abs() > SAFE || number.is_nan() {
        return Err(Fault::bad_columns("a number that is no safe integer"));
    }
    Ok(number as Seconds)
}

fn natural(number: f64) -> Result<u64, Fault> {
    u64::try_from(integer(number)?).map_err(|_| Fault::bad_columns("a number that is negative"))
}
