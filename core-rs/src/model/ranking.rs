//! How the waiting jobs of a queue group are ordered, and what that takes (R4.4 to R4.6).

use std::collections::HashMap;
use std::rc::Rc;

/// Values by name. A name that is not there has the value 0.
pub type ByName = HashMap<Rc<str>, f64>;

/// The order of `JOB_PRIORITY`.
#[derive(Clone, Debug, Default)]
pub enum Ranking {
    /// `FIFO`: ascending id.
    #[default]
    Fifo,
    /// `CUSTOM`: the sort hook decides (R17.1).
    Custom,
    /// `FAIRSHARE`: ascending karma.
    Fairshare(Fairness),
    /// `MULTIFACTOR`: descending priority.
    Multifactor(Box<Weights>, Fairness),
}

/// What the karma of a job is made of (R4.5). Consumption is in resource-seconds.
#[derive(Clone, Debug, Default)]
pub struct Fairness {
    /// `SCHEDULER_FAIRSHARING_COEF_PROJECT`.
    pub project_coefficient: f64,
    /// `SCHEDULER_FAIRSHARING_COEF_USER`.
    pub user_coefficient: f64,
    /// `SCHEDULER_FAIRSHARING_COEF_USER_ASK`.
    pub user_ask_coefficient: f64,
    /// `SCHEDULER_FAIRSHARING_PROJECT_TARGETS`, in percent.
    pub project_targets: ByName,
    /// `SCHEDULER_FAIRSHARING_USER_TARGETS`, in percent.
    pub user_targets: ByName,
    /// What was asked for in the window, by all.
    pub asked: f64,
    /// What was used in the window, by all.
    pub used: f64,
    /// What each project used.
    pub used_by_project: ByName,
    /// What each user used.
    pub used_by_user: ByName,
    /// What each user asked for.
    pub asked_by_user: ByName,
}

/// The weights and settings of the multifactor file (R4.6). All are 0 unless given, but for `age_coef`.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Of the age.
    pub age_weight: f64,
    /// What a second of age counts, 1.65e-6 unless given.
    pub age_coef: f64,
    /// Of the coefficient of the job's queue.
    pub queue_weight: f64,
    /// The coefficients of queues.
    pub queue_coefs: ByName,
    /// Of the work.
    pub work_weight: f64,
    /// 0: little work first; otherwise much work first.
    pub work_mode: f64,
    /// Of the size.
    pub size_weight: f64,
    /// 0: small jobs first; otherwise large ones first.
    pub size_mode: f64,
    /// Of the karma.
    pub karma_weight: f64,
    /// Of the quality of service.
    pub qos_weight: f64,
    /// Of the niceness.
    pub nice_weight: f64,
}
