//! From columns to jobs.

use super::columns::JobColumns;
use super::fault::Fault;
use super::read::{Dictionary, copy, integer, lists, natural, same_length};
use crate::model::{Dependency, Held, Job, JobTypes, Moldable, RequiredState, Seconds};
use std::rc::Rc;

impl JobColumns {
    /// # Errors
    /// `bad_columns`.
    pub(super) fn read(&self, dictionary: &Dictionary, requests: usize) -> Result<Vec<Job>, Fault> {
        let moldables = self.read_moldables(requests)?;
        let dependencies = self.read_dependencies(dictionary)?;
        let (ids, queues, types) = (copy(&self.ids), copy(&self.queues), copy(&self.types));
        let (users, projects, names) = (copy(&self.users), copy(&self.projects), copy(&self.names));
        let (submissions, qos, nices) = (copy(&self.submissions), copy(&self.qos), copy(&self.nices));
        let held = self.read_held(dictionary)?;
        let reservations = copy(&self.reservations);
        let type_lists = lists(&self.type_ends, types.len())?;
        let mut moldable_lists = lists(&self.moldable_ends, moldables.len())?;
        let mut dependency_lists = lists(&self.dependency_ends, dependencies.len())?;
        same_length(&[
            ids.len(),
            queues.len(),
            users.len(),
            projects.len(),
            submissions.len(),
            qos.len(),
            nices.len(),
            names.len(),
            held.len(),
            reservations.len(),
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
                project: Rc::clone(dictionary.text(projects[row])?),
                name: Rc::clone(dictionary.text(names[row])?),
                submission: submissions[row],
                qos: qos[row],
                nice: nices[row],
                types,
                malformed,
                held,
                moldables: moldable_lists.next().map_or_else(Vec::new, |list| moldables[list].to_vec()),
                reservation: requested_start(reservations[row])?,
                dependencies: dependency_lists.next().map_or_else(Vec::new, |list| dependencies[list].to_vec()),
            });
        }
        Ok(jobs)
    }

    fn read_held(&self, dictionary: &Dictionary) -> Result<Vec<Option<Held>>, Fault> {
        let (sets, begins, ends) = (copy(&self.held_sets), copy(&self.held_begins), copy(&self.held_ends));
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
        let (ids, walltimes, asked) = (copy(&self.moldable_ids), copy(&self.walltimes), copy(&self.requests));
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
            (copy(&self.dependency_jobs), copy(&self.dependency_states), copy(&self.exit_codes));
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

/// NaN: none.
fn requested_start(number: f64) -> Result<Option<Seconds>, Fault> {
    if number.is_nan() { Ok(None) } else { integer(number).map(Some) }
}
