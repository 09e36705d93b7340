//! The requests of a round, compiled.

use crate::model::Round;
use crate::search::{Plan, RequestFault};
use crate::timeline::Layout;
use std::cell::OnceCell;

/// The requests of a round, each compiled when it is first asked for.
pub struct Plans<'a> {
    round: &'a Round,
    compiled: Vec<OnceCell<Result<Plan, RequestFault>>>,
}

impl<'a> Plans<'a> {
    /// None is compiled yet.
    pub fn new(round: &'a Round) -> Self {
        Self { round, compiled: round.requests.iter().map(|_| OnceCell::new()).collect() }
    }

    /// A request by its number.
    ///
    /// # Errors
    /// Its fault (R9.5).
    pub fn of(&self, request: usize, layout: &Layout) -> Result<&Plan, RequestFault> {
        let overlap = self.round.config.groups_may_overlap;
        let compile = || Plan::compile(&self.round.requests[request], layout, overlap);
        self.compiled[request].get_or_init(compile).as_ref().map_err(|fault| *fault)
    }
}
