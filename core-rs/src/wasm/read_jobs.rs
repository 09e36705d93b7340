//! From columns to jobs.

use super::list_ends::ListEnds;
use super::wire::Columns;
use crate::model::{Dependency, Held, Job, JobTypes, Malformed, Moldable, Moldables, RequiredState};
use std::ops::Range;
use std::rc::Rc;

/// The jobs. `requests`: how many requests there are.
#[inline(never)]
pub(super) fn read_jobs(columns: &Columns, requests: usize) -> Vec<Job> {
    let jobs = JobColumns::open(columns, requests);
    let mut known = KnownTypes::default();
    jobs.rows.clone().map(|row| jobs.job(columns, &mut known, row)).collect()
}

/// The columns of the jobs, and what they name.
struct JobColumns {
    ids: Vec<f64>,
    queues: Vec<u32>,
    users: Vec<u32>,
    projects: Vec<u32>,
    names: Vec<u32>,
    submissions: Vec<f64>,
    qos: Vec<f64>,
    nices: Vec<f64>,
    types: Vec<u32>,
    type_lists: ListEnds,
    held_sets: Vec<u32>,
    begins: Vec<f64>,
    ends: Vec<f64>,
    moldables: Rc<[Moldable]>,
    moldable_lists: ListEnds,
    dependencies: Vec<Dependency>,
    dependency_lists: ListEnds,
    reservations: Vec<f64>,
    rows: Range<usize>,
}

impl JobColumns {
    #[inline(never)]
    fn open(columns: &Columns, requests: usize) -> Self {
        let (ids, queues) = (columns.f64s(), columns.u32s());
        let (users, projects, names) = (columns.u32s(), columns.u32s(), columns.u32s());
        let (submissions, qos, nices) = (columns.f64s(), columns.f64s(), columns.f64s());
        let (type_ends, types) = (columns.u32s(), columns.u32s());
        let (held_sets, begins, ends) = (columns.u32s(), columns.f64s(), columns.f64s());
        let moldable_ends = columns.u32s();
        let moldables: Rc<[Moldable]> = moldables(columns, requests).into();
        let dependency_ends = columns.u32s();
        let dependencies = dependencies(columns);
        let reservations = columns.f64s();
        let type_lists = columns.lists(type_ends, types.len());
        let moldable_lists = columns.lists(moldable_ends, moldables.len());
        let dependency_lists = columns.lists(dependency_ends, dependencies.len());
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
        Self {
            ids,
            queues,
            users,
            projects,
            names,
            submissions,
            qos,
            nices,
            types,
            type_lists,
            held_sets,
            begins,
            ends,
            moldables,
            moldable_lists,
            dependencies,
            dependency_lists,
            reservations,
            rows,
        }
    }

    /// A job. A function of its own.
    #[inline(never)]
    fn job<'a>(&'a self, columns: &Columns, known: &mut KnownTypes<'a>, row: usize) -> Job {
        let (types, malformed) = known.read(columns, &self.types[self.type_lists.of(row)]);
        let held = self.held_sets[row].checked_sub(1).map(|set| Held {
            begin: columns.integer(self.begins[row]),
            end: columns.integer(self.ends[row]),
            resources: columns.set(set),
        });
        let reservation = Some(self.reservations[row]).filter(|start| !start.is_nan());
        Job {
            id: columns.natural(self.ids[row]),
            queue: columns.text(self.queues[row]),
            user: columns.text(self.users[row]),
            project: columns.text(self.projects[row]),
            name: columns.text(self.names[row]),
            submission: self.submissions[row],
            qos: self.qos[row],
            nice: self.nices[row],
            types,
            malformed,
            held,
            moldables: Moldables::within(&self.moldables, self.moldable_lists.of(row)),
            dependencies: self.dependencies[self.dependency_lists.of(row)].to_vec(),
            // NaN: an ordinary job.
            reservation: reservation.map(|start| columns.integer(start)),
        }
    }
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
            self.read_others(columns, texts);
        }
        (Rc::clone(&self.types), self.malformed)
    }

    /// Types that are others than those of the job before. A function of its own.
    #[inline(never)]
    fn read_others(&mut self, columns: &Columns, texts: &'a [u32]) {
        let given: Vec<_> = texts.iter().map(|text| columns.text(*text)).collect();
        let (types, malformed) = JobTypes::read(given.iter().map(|text| &**text));
        *self = Self { texts, types: types.into(), malformed };
    }
}

#[inline(never)]
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

#[inline(never)]
fn dependencies(columns: &Columns) -> Vec<Dependency> {
    let (jobs, states, exits) = (columns.f64s(), columns.u32s(), columns.f64s());
    let mut dependencies = Vec::with_capacity(jobs.len());
    for row in columns.rows(&[jobs.len(), states.len(), exits.len()]) {
        let state = RequiredState::of(&columns.text(states[row]), columns.integer(exits[row]));
        dependencies.push(Dependency { job: columns.natural(jobs[row]), state });
    }
    dependencies
}
