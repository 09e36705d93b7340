//! Random rounds of several kinds: broad ones, and ones of a tiny vocabulary, in which the same counts and
//! walltimes meet again and again. Only the second kind finds what is wrong with a cache. Most of what is
//! asked for can be had: of a job that is not placed there is little to compare.

mod quotas;
mod sites;
mod words;

use oar_scheduler_redox::model::{
    Config, Dependency, Group, HORIZON, Held, Job, JobTypes, Moldable, Platform, Ranking, Request, RequiredState,
    Round, Workload,
};
use oar_scheduler_redox::procset::ProcSet;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use quotas::{PADS, maybe, quotas};
use sites::{NAMES, most, set, sites};
use std::rc::Rc;
pub use words::*;

fn request(words: Vocabulary) -> impl Strategy<Value = Request> {
    // Mostly parent first and each level once, as people write it.
    let usual = subsequence(&NAMES[..], 1..4);
    let names = prop_oneof![80 => usual, 10 => vec(select(&NAMES[..]), 1..4), 3 => Just(vec!["host", "rack"])];
    let counts = vec(select(words.counts), 3);
    let levels = prop_oneof![
        100 => (names, counts).prop_map(|(names, counts)| names.into_iter().zip(counts).collect()),
        1 => Just(Vec::new()),
    ];
    let group = (most(words.ranks + 2), levels).prop_map(|(filter, levels): (_, Vec<_>)| Group {
        filter: filter.into(),
        levels: levels.into_iter().map(|(name, count)| (Rc::from(name), count)).collect(),
    });
    let number = prop_oneof![10 => Just(1), 10 => 2..4_usize, 1 => Just(0)];
    let any = (number, vec(group, 3)).prop_map(|(number, mut groups)| {
        groups.truncate(number);
        groups
    });
    // What every site has, and many jobs can have at once.
    let small = (most(words.ranks), select(&NAMES[1..])).prop_map(|(filter, name)| {
        let levels = vec![(Rc::from(name), 1.0)];
        vec![Group { filter: filter.into(), levels }]
    });
    prop_oneof![any, small]
}

/// What a job is made of; ids are given later.
#[derive(Clone, Debug)]
struct Sketch {
    queue: &'static str,
    user: &'static str,
    project: &'static str,
    name: &'static str,
    types: &'static [&'static str],
    held: Option<(i64, i64, ProcSet)>,
    moldables: Vec<(i64, usize)>,
    dependencies: Vec<(usize, &'static str, i64)>,
    reservation: Option<i64>,
}

fn sketch(words: Vocabulary) -> impl Strategy<Value = Sketch> {
    let queue = select(&["default", "default", "default", "default", "short", "besteffort", "late"][..]);
    let types = select(words.types);
    // Near enough to meet, or anywhere.
    let offset = prop_oneof![-3..10_i64, -20..200_i64];
    let held = (offset, select(words.walltimes), set(words.ranks + 2))
        .prop_map(move |(offset, length, resources)| (words.now + offset, words.now + offset + length, resources));
    let state = prop_oneof![9 => Just("Waiting"), 1 => select(&["Error", "Terminated", "Running"][..])];
    let dependencies = prop_oneof![3 => Just(Vec::new()), 1 => vec((0..words.jobs, state, 0..2_i64), 1..3)];
    let moldable = (select(words.walltimes), any::<prop::sample::Index>());
    let moldables = prop_oneof![40 => vec(moldable.clone(), 1..4), 1 => Just(Vec::new())];
    let person = (select(&["ann", "bob"][..]), select(&["", "red"][..]), select(&["", "sim"][..]));
    // Mostly soon; some are over, and some too late.
    let requested = prop_oneof![8 => words.now - 5..words.now + 30, 1 => words.now - 100..words.now + 200,
        1 => HORIZON - 100..=HORIZON];
    let reservation = maybe(words.reservations, requested);
    (queue, person, types, option::weighted(0.25, held), moldables, dependencies, reservation).prop_map(
        |(queue, (user, project, name), types, held, moldables, dependencies, reservation)| Sketch {
            queue,
            user,
            project,
            name,
            types,
            held,
            moldables: moldables.into_iter().map(|(walltime, request)| (walltime, request.index(REQUESTS))).collect(),
            dependencies,
            reservation,
        },
    )
}

/// Requests of a world: few, so that jobs ask for the same.
const REQUESTS: usize = 4;

/// Gives a sketch its id. It mostly requires jobs before it, which can be satisfied.
fn finish(row: usize, sketch: Sketch) -> Job {
    let (types, malformed) = JobTypes::read(sketch.types.iter().copied());
    Job {
        id: row as u64,
        queue: sketch.queue.into(),
        user: sketch.user.into(),
        project: sketch.project.into(),
        submission: 0.0,
        qos: 0.0,
        nice: 1.0,
        name: sketch.name.into(),
        types: types.into(),
        malformed,
        reservation: sketch.reservation,
        held: sketch.held.map(|(begin, end, resources)| Held { begin, end, resources: resources.into() }),
        moldables: sketch
            .moldables
            .into_iter()
            .enumerate()
            .map(|(id, (walltime, request))| Moldable { id: id as u64, walltime, request })
            .collect(),
        dependencies: sketch
            .dependencies
            .into_iter()
            .map(|(job, state, exit)| Dependency {
                // Now and then itself or a later one.
                job: (job % if job % 8 == 0 { row + 2 } else { row.max(1) }) as u64,
                state: RequiredState::of(state, exit),
            })
            .collect(),
    }
}

/// Rounds of a vocabulary.
pub fn rounds(words: Vocabulary) -> impl Strategy<Value = Round> {
    let config = (select(PADS), option::weighted(0.2, 1..6_usize), any::<bool>())
        .prop_map(|(pad, round_limit, groups_may_overlap)| Config { pad, round_limit, groups_may_overlap });
    // Best-effort jobs are seen where their queue stands alone, and nowhere else (R5.5).
    let queues = any::<bool>().prop_map(|alone| {
        let groups: [&[&str]; 3] = if alone {
            [&["default", "short"], &["besteffort"], &["late"]]
        } else {
            [&["late"], &["besteffort", "short", "default"], &[]]
        };
        groups.map(|group| group.iter().map(|name| Rc::from(*name)).collect()).to_vec()
    });
    let requests = vec(request(words), REQUESTS);
    // In any order: what counts is the id.
    let jobs = vec(sketch(words), 1..words.jobs)
        .prop_map(|jobs| jobs.into_iter().enumerate().map(|(row, job)| finish(row, job)).collect::<Vec<_>>())
        .prop_shuffle();
    (config, sites(words), quotas(words), queues, requests, jobs).prop_map(
        move |(config, resources, quotas, queues, requests, jobs)| Round {
            platform: Rc::new(Platform { now: words.now, config, resources, quotas }),
            queues,
            workload: Workload { requests, jobs, ranking: Ranking::Fifo },
        },
    )
}
