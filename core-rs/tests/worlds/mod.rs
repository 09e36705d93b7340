//! Random rounds of two kinds: broad ones, and ones of a tiny vocabulary, in which the same counts and
//! walltimes meet again and again. Only the second kind finds what is wrong with a cache.

use oar_scheduler_redox::model::{
    Config, Dependency, Group, Held, Job, JobTypes, Level, Moldable, Platform, Ranking, Request, RequiredState,
    ResourceSet, Round, Withdrawal, Workload,
};
use oar_scheduler_redox::procset::{Interval, ProcSet};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use std::rc::Rc;

/// What the numbers of a world are taken from.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary {
    pub ranks: u32,
    pub counts: &'static [f64],
    pub walltimes: &'static [i64],
    pub jobs: usize,
    /// The types a job may have.
    pub types: &'static [&'static [&'static str]],
}

/// One type of each kind, combinations that make sense, and some that are malformed.
const ANY_TYPES: &[&[&str]] = &[
    &[],
    &[],
    &[],
    &[],
    &["besteffort"],
    &["timesharing=*,*"],
    &["timesharing=user,*", "besteffort"],
    &["timesharing=name,*"],
    &["timesharing=name,user"],
    &["placeholder=red"],
    &["placeholder=red", "timesharing=*,*"],
    &["allow=red"],
    &["allowed=red", "timesharing=*,*"],
    &["container"],
    &["container=k"],
    &["container=k", "timesharing=*,*"],
    &["container=l", "inner=k"],
    &["inner=k"],
    &["inner=k", "timesharing=user,*"],
    &["inner=l"],
    &["inner=2"],
    &["inner"],
    &["besteffort", "inner=k", "allow=", "timesharing=*,*"],
    &["no_quotas", "deploy=1"],
];

/// One container name, and jobs in it: windows that are added meet jobs that are there already.
const CONTAINERS: &[&[&str]] = &[
    &["container=k"],
    &["container=k"],
    &["inner=k"],
    &["inner=k"],
    &["inner=k"],
    &["inner=k", "timesharing=*,*"],
    &["inner=k", "container=k"],
];

/// One placeholder name, and jobs that are time-shared as well.
const SHARERS: &[&[&str]] = &[
    &[],
    &["timesharing=*,*"],
    &["timesharing=*,*", "placeholder=red"],
    &["timesharing=*,*", "allow=red"],
    &["timesharing=user,*"],
    &["placeholder=red"],
    &["allow=red"],
];

/// Many different numbers.
pub const BROAD: Vocabulary = Vocabulary {
    ranks: 70,
    counts: &[1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0, -1.0, -2.0, -3.0, 0.0, 1.5],
    walltimes: &[0, 1, 2, 5, 10, 30, 33, 60, 100, 250, 1000],
    jobs: 24,
    types: ANY_TYPES,
};

/// Few.
pub const TINY: Vocabulary = Vocabulary {
    ranks: 9,
    counts: &[1.0, 1.0, 2.0, 2.0, 3.0, -1.0, -2.0, -3.0],
    walltimes: &[1, 2, 3],
    jobs: 30,
    types: ANY_TYPES,
};

/// Few, in containers that grow.
pub const CONTAINED: Vocabulary =
    Vocabulary { walltimes: &[2, 5, 70, 90], counts: &[1.0, 2.0, -2.0], types: CONTAINERS, ..TINY };

/// Few, on top of each other.
pub const SHARED: Vocabulary = Vocabulary { counts: &[1.0, 2.0, -2.0], types: SHARERS, ..TINY };

const NOW: i64 = 1000;
const NAMES: [&str; 4] = ["switch", "host", "cpu", "core"];

fn set(ranks: u32) -> impl Strategy<Value = ProcSet> {
    vec((0..ranks, 0..=ranks / 3), 0..4).prop_map(move |runs| {
        let runs = runs.into_iter().map(|(first, length)| Interval { first, last: (first + length).min(ranks - 1) });
        ProcSet::from_intervals(runs)
    })
}

fn most(ranks: u32) -> impl Strategy<Value = ProcSet> {
    prop_oneof![3 => Just(all(ranks)), 1 => set(ranks)]
}

fn all(ranks: u32) -> ProcSet {
    ProcSet::from_intervals([Interval { first: 0, last: ranks - 1 }])
}

/// Blocks of one size, the last one ragged; a level of single resources in either order; or anything.
fn blocks(ranks: u32) -> impl Strategy<Value = Vec<ProcSet>> {
    let even = (1..=ranks).prop_map(move |size| {
        let starts = (0..ranks).step_by(size as usize);
        starts
            .map(|first| ProcSet::from_intervals([Interval { first, last: (first + size - 1).min(ranks - 1) }]))
            .collect()
    });
    let units = any::<bool>().prop_map(move |backwards| {
        let mut units: Vec<ProcSet> = (0..ranks).map(|rank| ProcSet::from_ascending([rank])).collect();
        if backwards {
            units.reverse();
        }
        units
    });
    prop_oneof![4 => even, 2 => units, 1 => vec(set(ranks), 0..6)]
}

fn request(words: Vocabulary) -> impl Strategy<Value = Request> {
    let name = prop_oneof![30 => select(&NAMES[..]), 1 => Just("rack")];
    let levels = prop_oneof![30 => vec((name, select(words.counts)), 1..4), 1 => Just(Vec::new())];
    let group = (most(words.ranks + 2), levels).prop_map(|(filter, mut levels)| {
        // Mostly parent first, as people write it.
        levels.sort_by_key(|(name, _)| NAMES.iter().position(|known| known == name));
        Group {
            filter: filter.into(),
            levels: levels.into_iter().map(|(name, count)| (Rc::from(name), count)).collect(),
        }
    });
    let number = prop_oneof![10 => Just(1), 10 => 2..4_usize, 1 => Just(0)];
    (number, vec(group, 3)).prop_map(|(number, mut groups)| {
        groups.truncate(number);
        groups
    })
}

/// What a job is made of; ids and rows are given later.
#[derive(Clone, Debug)]
struct Sketch {
    queue: &'static str,
    user: &'static str,
    name: &'static str,
    types: &'static [&'static str],
    held: Option<(i64, i64, ProcSet)>,
    moldables: Vec<(i64, usize)>,
    dependencies: Vec<(usize, &'static str, i64)>,
}

fn sketch(words: Vocabulary) -> impl Strategy<Value = Sketch> {
    let queue = select(&["default", "default", "short", "besteffort", "late"][..]);
    let types = select(words.types);
    let held = (-20..200_i64, select(words.walltimes), set(words.ranks + 2))
        .prop_map(|(offset, length, resources)| (NOW + offset, NOW + offset + length, resources));
    let state = select(&["Waiting", "Waiting", "Waiting", "Waiting", "Error", "Terminated", "Running"][..]);
    let dependencies = prop_oneof![3 => Just(Vec::new()), 1 => vec((0..words.jobs, state, 0..2_i64), 1..3)];
    let moldable = (select(words.walltimes), any::<prop::sample::Index>());
    let moldables = prop_oneof![10 => vec(moldable.clone(), 1..4), 1 => Just(Vec::new())];
    let person = (select(&["ann", "bob"][..]), select(&["", "sim"][..]));
    (queue, person, types, option::weighted(0.25, held), moldables, dependencies).prop_map(
        |(queue, (user, name), types, held, moldables, dependencies)| Sketch {
            queue,
            user,
            name,
            types,
            held,
            moldables: moldables.into_iter().map(|(walltime, request)| (walltime, request.index(REQUESTS))).collect(),
            dependencies,
        },
    )
}

/// Requests of a world: few, so that jobs ask for the same.
const REQUESTS: usize = 4;

/// Gives a sketch its row. It mostly requires jobs before it, which can be satisfied.
fn finish(row: usize, sketch: Sketch) -> Job {
    let (types, malformed) = JobTypes::read(sketch.types.iter().copied());
    Job {
        id: row as u64,
        queue: sketch.queue.into(),
        user: sketch.user.into(),
        project: "".into(),
        submission: 0.0,
        qos: 0.0,
        nice: 1.0,
        name: sketch.name.into(),
        types,
        malformed,
        reservation: None,
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
                job: (job % (row + 2)) as u64,
                state: RequiredState::of(state, exit),
            })
            .collect(),
    }
}

/// Rounds of a vocabulary.
pub fn rounds(words: Vocabulary) -> impl Strategy<Value = Round> {
    let levels = NAMES.map(|name| {
        blocks(words.ranks)
            .prop_map(move |blocks| Level { name: name.into(), blocks: blocks.into_iter().map(Rc::new).collect() })
    });
    let date = prop_oneof![Just(0), Just(1), Just(2_147_483_646), Just(2_147_483_647), 900..1200_i64];
    let withdrawals = vec(
        (date, set(words.ranks)).prop_map(|(date, resources)| Withdrawal { date, resources: resources.into() }),
        0..3,
    );
    let site = (most(words.ranks), levels, withdrawals).prop_map(|(usable, levels, withdrawals)| ResourceSet {
        default: usable.clone(),
        usable,
        levels: levels.into(),
        withdrawals,
    });
    let config = (select(&[0, 1, 60][..]), option::weighted(0.2, 1..6_usize), any::<bool>()).prop_map(
        |(pad, round_limit, groups_may_overlap)| Config {
            pad,
            round_limit,
            groups_may_overlap,
            ranking: Ranking::Fifo,
        },
    );
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
    (config, site, queues, requests, vec(sketch(words), 1..words.jobs)).prop_map(
        |(config, resources, queues, requests, jobs)| Round {
            platform: Rc::new(Platform { now: NOW, config, resources, quotas: None }),
            queues,
            workload: Workload {
                requests,
                jobs: jobs.into_iter().enumerate().map(|(row, job)| finish(row, job)).collect(),
            },
        },
    )
}
