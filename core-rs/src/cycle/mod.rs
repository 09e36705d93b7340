//! A scheduling round (R4.1): which job is next, and where it goes.

mod batch;
mod place;
mod ranked;
mod scheduled;
mod search;
mod sets;

pub use batch::Batch;
pub(crate) use search::{Candidate, Earliest, Seeker};

use crate::by_number::ByNumber;
use crate::explain::{Reason, Wait};
use crate::hooks::{HookFault, Hooks};
use crate::model::{Job, Platform, Round, Seconds};
use crate::quotas::Quotas;
use crate::search::{Compiler, Workspace};
use crate::set_table::SetTable;
use crate::sorting::fifo;
use crate::timeline::{Layout, TooManyHolders};
pub(crate) use sets::Entry;
use sets::Sets;
use std::hash::BuildHasherDefault;
use std::rc::Rc;

/// What a round decides of one job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It was already scheduled: there was nothing to decide.
    Held,
    /// It is placed.
    Placed(Placement),
    /// It is not placed.
    LeftOut(Reason),
}

/// Where and when a job is placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Which of the job's moldables.
    pub moldable: usize,
    /// First second.
    pub begin: Seconds,
    /// Last second, inclusive, pad included.
    pub end: Seconds,
    /// Number of the set of its resources, in [`Decided::sets`].
    pub set: u32,
    /// What it waited for.
    pub wait: Wait,
}

/// What a round decides, or a step of it.
#[derive(Clone, Debug)]
pub struct Decided {
    /// One for each job, in the order of the jobs.
    pub decisions: Vec<Decision>,
    /// The sets that are named in them.
    pub sets: SetTable,
    /// The karmas by which jobs were ordered (R4.4 to R4.6), one for each job, NaN for one that was not; empty:
    /// the order took none.
    pub karmas: Vec<f64>,
}

/// Decides a round.
///
/// # Errors
/// The blocks of a level overlap too much.
pub fn schedule(round: &Round, hooks: Rc<dyn Hooks>) -> Result<Decided, TooManyHolders> {
    let mut cycle = Cycle::open(Rc::clone(&round.platform), hooks, &round.workload.jobs)?;
    let batch = Batch::new(&round.workload);
    let mut decisions = batch.undecided();
    for group in &round.queues {
        cycle.place_group(&batch, group, &mut decisions);
        for queue in group {
            cycle.reserve_queue(&batch, queue, &mut decisions);
        }
    }
    Ok(cycle.decided(batch, decisions))
}

/// When the jobs of a batch that are placed end, by id: what dependencies look at (R6.2).
pub(crate) type Ends = ByNumber<u64, Seconds>;

/// The state of a round.
pub struct Cycle {
    pub(crate) platform: Rc<Platform>,
    pub(crate) layout: Layout,
    pub(crate) sets: Sets,
    pub(crate) quotas: Option<Quotas>,
    pub(crate) compiler: Compiler,
    hooks: Rc<dyn Hooks>,
    /// The already scheduled best-effort jobs, until they are inserted (R5.5).
    unseen: Vec<Job>,
    /// The sets of resources that were given since this was asked last.
    given: SetTable,
    work: Workspace,
}

impl Cycle {
    /// Begins a round (R4.1, 1 to 3): the main slot set, without what is withdrawn, and with what the already
    /// scheduled ones of these jobs hold; best-effort ones are kept for later.
    ///
    /// # Errors
    /// The blocks of a level overlap too much.
    pub fn open(platform: Rc<Platform>, hooks: Rc<dyn Hooks>, jobs: &[Job]) -> Result<Self, TooManyHolders> {
        let layout = Layout::new(&platform.resources)?;
        let quotas = Quotas::new(&platform);
        let sets = Sets::new(&platform, &layout, quotas.as_ref());
        let compiler = Compiler::new(platform.config.groups_may_overlap);
        let (unseen, given, work) = (Vec::new(), SetTable::default(), Workspace::default());
        let mut cycle = Self { platform, layout, sets, quotas, compiler, hooks, unseen, given, work };
        cycle.withdraw();
        cycle.insert_scheduled(jobs.iter().filter(|job| !job.types.besteffort));
        for job in jobs.iter().filter(|job| job.types.besteffort && job.held.is_some()) {
            cycle.unseen.push(job.clone());
        }
        Ok(cycle)
    }

    /// Places the waiting jobs of a queue group that are no reservations (R4.1, 4a and 4b).
    pub fn place_group(&mut self, batch: &Batch<'_>, queues: &[Rc<str>], decisions: &mut [Decision]) {
        self.place_group_until(batch, queues, decisions, None);
    }

    /// The same, but stops before the job of a row would be placed, if that is asked for and there is one; then it
    /// gives what dependencies look at.
    pub(crate) fn place_group_until(
        &mut self,
        batch: &Batch<'_>,
        queues: &[Rc<str>],
        decisions: &mut [Decision],
        stop: Option<usize>,
    ) -> Option<Ends> {
        if let [queue] = queues
            && &**queue == "besteffort"
        {
            let unseen = std::mem::take(&mut self.unseen);
            self.insert_scheduled(unseen.iter());
        }
        let waiting = batch.rows(|job| job.reservation.is_none() && queues.contains(&job.queue));
        let (mut order, lost) = self.ranked(batch, &waiting);
        for row in lost {
            decisions[row] = Decision::LeftOut(Reason::HookFailed(HookFault::Lost));
        }
        order.truncate(self.platform.config.round_limit.unwrap_or(usize::MAX));
        let mut ends = Ends::with_capacity_and_hasher(order.len(), BuildHasherDefault::default());
        for row in order {
            if stop == Some(row) {
                return Some(ends);
            }
            self.place_next(batch, row, &mut ends, decisions);
        }
        None
    }

    /// Places the job of a row, whose turn it is. A function of its own.
    #[inline(never)]
    fn place_next(&mut self, batch: &Batch<'_>, row: usize, ends: &mut Ends, decisions: &mut [Decision]) {
        decisions[row] = match self.place(batch, row, ends) {
            Ok(placement) => {
                ends.insert(batch.job(row).id, placement.end);
                Decision::Placed(placement)
            }
            Err(reason) => Decision::LeftOut(reason),
        };
    }

    /// Treats the reservations of a queue by ascending id (R4.1, 4c). A function of its own.
    #[inline(never)]
    pub fn reserve_queue(&mut self, batch: &Batch<'_>, queue: &str, decisions: &mut [Decision]) {
        for row in reservations(batch, queue) {
            decisions[row] = match self.reserve(batch, row) {
                Ok(placement) => Decision::Placed(placement),
                Err(reason) => Decision::LeftOut(reason),
            };
        }
    }

    /// With the decisions of a batch, the sets of resources that were given since this was asked last, and karmas. A
    /// function of its own.
    #[inline(never)]
    pub fn decided(&mut self, batch: Batch<'_>, decisions: Vec<Decision>) -> Decided {
        Decided { decisions, sets: std::mem::take(&mut self.given), karmas: batch.into_karmas() }
    }

    /// R4.1, 2: resources leave the main set at their availability dates (R2.5).
    fn withdraw(&mut self) {
        let main = self.sets.main();
        for withdrawal in self.platform.resources.withdrawals.iter().filter(|withdrawal| withdrawal.counts()) {
            let claim = self.layout.claim(&withdrawal.resources);
            main.slots.withdraw(&self.layout, withdrawal.date, claim);
        }
    }
}

/// The reservations of a queue by ascending id.
pub(crate) fn reservations(batch: &Batch<'_>, queue: &str) -> Vec<usize> {
    fifo(batch.jobs(), &batch.rows(|job| job.reservation.is_some() && &*job.queue == queue))
}
