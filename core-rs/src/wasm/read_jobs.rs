//! From columns to jobs.

use super::wire::Columns;
use crate::model::{Dependency, Held, Job, JobTypes, Malformed, Moldable, RequiredState};
use std::rc::Rc;

/// The jobs. `requests`: how many requests there are.
#[inline(never)]
pub(super) fn read_jobs(columns: &Columns, requests: usize) -> Vec<Job> {
    let (ids, queues) = (columns.f64s(), columns.u32s());
    let (users, projects, names) = (columns.u32s(), columns.u32s(), columns.u32s());
    let (submissions, qos, nices) = (columns.f64s(), columns.f64s(), columns.f64s());
    let (type_ends, types) = (columns.u32s(), columns.u32s());
    let (held_sets, begins, ends) = (columns.u32s(), columns.f64s(), columns.f64s());
    let moldable_ends = columns.u32s();
    let moldables = moldables(columns, requests);
    let dependency_ends = columns.u32s();
    let dependencies = dependencies(columns);
    let reservations = columns.f64s();
    let type_lists = columns.lists(&type_ends, types.len());
    let moldable_lists = columns.lists(&moldable_ends, moldables.len());
    let dependency_lists = columns.lists(&dependency_ends, dependencies.len());
    let rows = columns.rows(&[
        ids.len(),
        queues.len(),
        users.len(),
        projects.len(),
        names.len(),
        submissions.len(),
        qos.len(),
        nices.len(),
        held_sets.len(),
        begins.len(),
        ends.len(),
        type_lists.len(),
        moldable_lists.len(),
        dependency_lists.len(),
        reservations.len(),
    ]);
    let mut known = KnownTypes::default();
    let job = |row: usize| {
        let (types, malformed) = known.read(columns, &types[type_lists[row].clone()]);
        let held = held_sets[row].checked_sub(1).map(|set| Held {
            begin: columns.integer(begins[row]),
            end: columns.integer(ends[row]),
            resources: columns.set(set),
        });
        Job {
            id: columns.natural(ids[row]),
            queue: columns.text(queues[row]),
            user: columns.text(users[row]),
            project: columns.text(projects[row]),
            name: columns.text(names[row]),
            submission: submissions[row],
            qos: qos[row],
            nice: nices[row],
            types,
            malformed,
            held,
            moldables: moldables[moldable_lists[row].clone()].to_vec(),
            dependencies: dependencies[dependency_lists[row].clone()].to_vec(),
            // NaN: an ordinary job.
            reservation: Some(reservations[row]).filter(|start| !start.is_nan()).map(|start| columns.integer(start)),
        }
    };
    rows.map(job).collect()
}

/// What the last list of types said: jobs often have the types of the job before.
#[derive(Default)]
struct KnownTypes<'a> {
    texts: &'a [u32],
    types: Rc<JobTypes>,
    malformed: Option<Malformed>,
}

impl<'a> KnownTypes<'a> {
    fn read(&mut self, columns: &Columns, texts: &'a [u32]) -> (Rc<JobTypes>, Option<Malformed>) {
        if texts != self.texts {
            let given: Vec<_> = texts.iter().map(|text| columns.text(*text)).collect();
            let (types, malformed) = JobTypes::read(given.iter().map(|text| &**text));
            *self = Self { texts, types: types.into(), malformed };
        }
        (Rc::clone(&self.types), self.malformed)
    }
}

fn moldables(columns: &Columns, requests: usize) -> Vec<Moldable> {
    let (ids, walltimes, asked) = (columns.f64s(), columns.f64s(), columns.u32s());
    let mut moldables = Vec::with_capacity(ids.len());
    for row in columns.rows(&[ids.len(), walltimes.len(), asked.len()]) {
        let request = asked[row] as usize;
        if request >= requests {
            columns.fail("a request that is not there");
        }
        moldables.push(Moldable { id: columns.natural(ids[row]), walltime: columns.integer(walltimes[row]), request });
    }
    moldables
}

fn dependencies(columns: &Columns) -> Vec<Dependency> {
    let (jobs, states, exits) = (columns.f64s(), columns.u32s(), columns.f64s());
    let mut dependencies = Vec::with_capacity(jobs.len());
    for row in columns.rows(&[jobs.len(), states.len(), exits.len()]) {
        let state = RequiredState::of(&columns.text(states[row]), columns.integer(exits[row]));
        dependencies.push(Dependency { job: columns.natural(jobs[row]), state });
    }
    dependencies
}
