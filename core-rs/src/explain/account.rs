//! The whole account of one job. A round gives each job a reason; for more, the round is decided again up to
//! that job, and then looked at. So a round that nobody asks about pays nothing for what could be asked.

use crate::cycle::{Batch, Cycle, Decision, Ends, Placement, reservations};
use crate::explain::{Flaw, Reason};
use crate::hooks::Hooks;
use crate::model::{Job, Platform, Seconds, Workload};
use crate::procset::ProcSet;
use crate::quotas::Refusal;
use crate::timeline::TooManyHolders;
use std::rc::Rc;

/// What is known of one job.
#[derive(Clone, Debug)]
pub struct Account {
    /// What is decided.
    pub decision: Decision,
    /// What is wrong with the job itself.
    pub flaw: Option<Flaw>,
    /// Which of its dependencies is in the way.
    pub dependency: Option<usize>,
    /// A window that it did not get. Of a placed job the last one before its own; of one left out the first one
    /// that would do if it were alone; of a reservation the one it asks for.
    pub refused: Option<Refused>,
    /// What never is enough.
    pub lack: Option<Lack>,
    /// When it would end with each of its moldables, or why it would not be placed; empty where that says
    /// nothing.
    pub moldables: Vec<Result<Seconds, Reason>>,
    /// What each group of its request takes, in the order in which they are searched (R9.2).
    pub groups: Vec<Taken>,
}

/// A window that a job did not get, and what was in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which of its moldables.
    pub moldable: usize,
    /// First second.
    pub begin: Seconds,
    /// Last second, inclusive.
    pub end: Seconds,
    /// What it would have taken.
    pub resources: ProcSet,
    /// The jobs that held some of that, by ascending id.
    pub holders: Vec<Held>,
    /// Whether something of it was not there at all: its container had not begun or was over, or an
    /// availability date had passed.
    pub absent: bool,
    /// The quotas that refused it.
    pub refusals: Vec<Refusal>,
}

/// A job that holds resources that another one cannot have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub job: u64,
    /// Its last second.
    pub until: Seconds,
    /// Those resources.
    pub resources: ProcSet,
}

/// What never is enough for a moldable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Even with every usable resource free, a level has too few blocks.
    Site(Shortage),
    /// Even with every usable resource free its groups, each of which has enough for itself, leave too little to
    /// one of them.
    Groups {
        /// Which moldable.
        moldable: usize,
    },
    /// What ever exists in the slot set of the job is too little.
    Set(Shortage),
    /// Enough exists for each group, but never all of it together for that long.
    TooShort {
        /// Which moldable.
        moldable: usize,
    },
    /// The earliest start leaves too little time before the horizon.
    Horizon {
        /// Which moldable.
        moldable: usize,
        /// Earliest start.
        earliest: Seconds,
    },
}

/// A level with too few blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// Which moldable.
    pub moldable: usize,
    /// Which group of its request, in listed order.
    pub group: usize,
    /// Which level of the group.
    pub level: usize,
    /// The most blocks that it has there.
    pub found: usize,
}

/// What a group takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Which group, in listed order.
    pub group: usize,
    /// The resources.
    pub resources: ProcSet,
    /// How many blocks of its first level come before the last one it takes from and would do if all were free.
    pub passed: usize,
    /// The first of them.
    pub first_passed: Option<PassedOver>,
}

/// A block that was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// What of it meets the filter.
    pub resources: ProcSet,
    /// Who holds some of it in the window of the job.
    pub holders: Vec<Held>,
}

/// A step of a round: jobs, and the queue groups of them that are treated.
pub struct Step<'a> {
    /// The queue groups.
    pub queues: &'a [Vec<Rc<str>>],
    /// The jobs.
    pub workload: &'a Workload,
    /// Whether the ordinary jobs of each group are placed.
    pub places: bool,
    /// Whether the reservations of each group are treated, after that.
    pub reserves: bool,
}

/// Decides a round again, step by step, and tells of a job of the last step, given by its row.
///
/// # Errors
/// The blocks of a level overlap too much.
pub fn explain(
    platform: &Rc<Platform>,
    hooks: Rc<dyn Hooks>,
    scheduled: &[Job],
    steps: &[Step<'_>],
    row: usize,
) -> Result<Account, TooManyHolders> {
    let mut cycle = Cycle::open(Rc::clone(platform), hooks, scheduled)?;
    let mut decision = Decision::Held;
    for (at, step) in steps.iter().enumerate() {
        let asked = (at + 1 == steps.len()).then_some(row);
        let batch = Batch::new(step.workload);
        let mut decisions = batch.undecided();
        for group in step.queues {
            if step.places
                && let Some(ends) = cycle.place_group_until(&batch, group, &mut decisions, asked)
            {
                return Ok(cycle.account(&batch, row, &ends));
            }
            for queue in group.iter().filter(|_| step.reserves) {
                for reservation in reservations(&batch, queue) {
                    if asked == Some(reservation) {
                        return Ok(cycle.account_of_reservation(&batch, row));
                    }
                    decisions[reservation] =
                        cycle.reserve(&batch, reservation).map_or_else(Decision::LeftOut, Decision::Placed);
                }
            }
        }
        decision = decisions.get(row).cloned().unwrap_or(Decision::Held);
    }
    // It was not treated: cut by the limit, or lost.
    Ok(Account::of(decision))
}

impl Account {
    /// An account that says what is decided, and no more.
    pub(super) fn of(decision: Decision) -> Self {
        let (moldables, groups) = (Vec::new(), Vec::new());
        Self { decision, flaw: None, dependency: None, refused: None, lack: None, moldables, groups }
    }
}

impl Cycle {
    fn account(&mut self, batch: &Batch<'_>, row: usize, ends: &Ends) -> Account {
        let seeker = self.seeker(batch, row);
        match self.decide(batch, &seeker, ends) {
            Ok((found, wait)) => {
                let set = self.given(&found.claim);
                let (moldable, begin, end) = (found.moldable, found.begin, found.end);
                let placement = Placement { moldable, begin, end, set, wait };
                let mut account = Account::of(Decision::Placed(placement));
                self.tell_placed(batch, &seeker, ends, &found, &mut account);
                account
            }
            Err(reason) => {
                let flaw = self.flaw(batch, seeker.job, reason);
                let mut account = Account { flaw, ..Account::of(Decision::LeftOut(reason)) };
                self.tell_left_out(batch, &seeker, ends, reason, &mut account);
                account
            }
        }
    }
}
