//! Hooks: what a site decides itself (section 17). The core asks through [`Hooks`], which knows the host, and
//! checks what it is told: a fault leaves out its job, and the round goes on (R17.2).

use crate::model::{HORIZON, Seconds};
use crate::procset::ProcSet;
use crate::timeline::{Claim, Layout, Timeline};

/// Why what a hook did leaves out its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookFault {
    /// It failed, or there is none of that name; the host knows more.
    Failed,
    /// It gave resources that were not offered, or gave them for an instant at which they are not free.
    NotOffered,
    /// It gave no resources.
    Nothing,
    /// It gave a moldable that the job does not have, or one with a walltime below 1.
    NoSuchMoldable,
    /// It gave a start before the earliest one of the job.
    TooEarly,
    /// It gave a window that does not end within the horizon.
    TooLate,
    /// The sort hook lost the job.
    Lost,
}

impl HookFault {
    /// Its number in what crosses the border, from 1.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}

/// The host's side. Jobs are named by their row in the workload.
pub trait Hooks {
    /// The rows in the order in which their jobs are treated; `None`: there is no sort hook, or it failed, and
    /// the order is FIFO. Rows may be missing or stand there twice: the core sees to it.
    fn sort(&self, rows: &[usize]) -> Option<Vec<usize>>;

    /// Where a job goes; `None`: nowhere.
    ///
    /// # Errors
    /// [`HookFault::Failed`].
    fn assign(&self, question: &AssignQuestion<'_>) -> Result<Option<Assigned>, HookFault>;

    /// What a moldable of a job takes in a window; empty: nothing does.
    ///
    /// # Errors
    /// [`HookFault::Failed`].
    fn find(&self, question: &FindQuestion<'_>) -> Result<ProcSet, HookFault>;
}

/// What an assign hook is asked.
#[derive(Debug)]
pub struct AssignQuestion<'a> {
    /// Row of the job.
    pub row: usize,
    /// Its earliest start, within the horizon; the timeline is cut there.
    pub earliest: Seconds,
    /// What it may use when.
    pub timeline: &'a Timeline,
    /// Names the bits of the timeline.
    pub layout: &'a Layout,
}

/// What an assign hook says.
#[derive(Clone, Debug)]
pub struct Assigned {
    /// Which of the job's moldables.
    pub moldable: usize,
    /// First second.
    pub begin: Seconds,
    /// The resources.
    pub resources: ProcSet,
}

/// What a find hook is asked.
#[derive(Debug)]
pub struct FindQuestion<'a> {
    /// Row of the job.
    pub row: usize,
    /// Which of its moldables.
    pub moldable: usize,
    /// First second of the window.
    pub begin: Seconds,
    /// Its last second, inclusive, pad included.
    pub end: Seconds,
    /// Whether the window begins with the first slot of its set.
    pub first: bool,
    /// What the job may use all through the window.
    pub offered: &'a ProcSet,
}

/// No hooks: a job that asks for one is left out.
#[derive(Debug)]
pub struct NoHooks;

impl Hooks for NoHooks {
    fn sort(&self, _: &[usize]) -> Option<Vec<usize>> {
        None
    }

    fn assign(&self, _: &AssignQuestion<'_>) -> Result<Option<Assigned>, HookFault> {
        Err(HookFault::Failed)
    }

    fn find(&self, _: &FindQuestion<'_>) -> Result<ProcSet, HookFault> {
        Err(HookFault::Failed)
    }
}

/// Checks the resources that a hook gave against a row of what the job may use all through its window. Gives
/// the claim.
///
/// # Errors
/// `Nothing`, `NotOffered`.
pub fn check_resources(layout: &Layout, offered: &[u64], given: &ProcSet) -> Result<Claim, HookFault> {
    if given.is_empty() {
        return Err(HookFault::Nothing);
    }
    let claim = layout.claim(given);
    if layout.size(given) < given.len() || !claim.is_within(layout.positions_of(offered)) {
        return Err(HookFault::NotOffered);
    }
    Ok(claim)
}

/// Checks the window that an assign hook gave. Gives its last second.
///
/// # Errors
/// `TooEarly`, `TooLate`.
pub fn check_window(begin: Seconds, length: Seconds, earliest: Seconds) -> Result<Seconds, HookFault> {
    if begin < earliest {
        return Err(HookFault::TooEarly);
    }
    let end = begin.checked_add(length - 1).filter(|end| *end <= HORIZON);
    end.ok_or(HookFault::TooLate)
}
