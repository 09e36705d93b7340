//! The account of a job, as one list of numbers. `ts/engine/explain/read.ts` reads it, number by number.

use super::exports::report_panics;
use super::fault::Fault;
use super::hooks::HostHooks;
use super::read::{Work, read_round, read_work};
use super::wire::Wire;
use crate::cycle::Decision;
use crate::explain::{Account, Held, Lack, Refused, Step, Taken, explain};
use crate::procset::ProcSet;
use js_sys::Float64Array;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Decides a round again and tells of one job of it. Takes a `Wire` of the round and the row of the job; when the
/// round was decided step by step, also a `Wire` of each step up to the one that treated the job, and for each
/// step whether it treated reservations. The row is then one of the last step.
///
/// # Errors
/// A fault, as `schedule`.
#[wasm_bindgen(js_name = explain)]
#[allow(clippy::needless_pass_by_value)] // what crosses as a list is ours
pub fn explain_job(
    round: &Wire,
    steps: Vec<Wire>,
    reserves: &[u8],
    hooks: HostHooks,
    row: u32,
) -> Result<Float64Array, JsValue> {
    report_panics();
    let account = account_of(round, &steps, reserves, hooks, row as usize).map_err(JsValue::from)?;
    let mut numbers = Numbers::default();
    numbers.account(&account);
    Ok(numbers.list.as_slice().into())
}

fn account_of(round: &Wire, steps: &[Wire], reserves: &[u8], hooks: HostHooks, row: usize) -> Result<Account, Fault> {
    let round = read_round(round)?;
    let works = steps.iter().map(read_work).collect::<Result<Vec<Work>, Fault>>()?;
    let whole = Step { queues: &round.queues, workload: &round.workload, places: true, reserves: true };
    let steps: Vec<Step<'_>> = if works.is_empty() {
        vec![whole]
    } else {
        let steps = works.iter().zip(reserves).map(|(work, reserves)| (work, *reserves != 0));
        steps
            .map(|(Work { queues, workload }, reserves)| Step { queues, workload, places: !reserves, reserves })
            .collect()
    };
    if steps.last().is_none_or(|step| row >= step.workload.jobs.len()) {
        return Err(Fault::bad_columns("a job that is not there"));
    }
    Ok(explain(&round.platform, Rc::new(hooks), &round.workload.jobs, &steps, row)?)
}

/// A list is its length and its items; what may be missing is 0, or 1 and the thing.
#[derive(Default)]
struct Numbers {
    list: Vec<f64>,
}

impl Numbers {
    /// `outcome begin flaw dependency refused? lack moldables groups`: the outcome as in `DecisionColumns`; begin is
    /// 0 if there is none; of the flaw `kind at group level`, kind 0: none; dependency is its place plus 1, or 0.
    fn account(&mut self, account: &Account) {
        let (outcome, begin) = match &account.decision {
            Decision::Held => (0, 0),
            Decision::Placed(placement) => (1, placement.begin),
            Decision::LeftOut(reason) => (2 + reason.number(), 0),
        };
        self.list.extend([outcome as f64, begin as f64]);
        let flaw = account.flaw.map_or([0; 4], |flaw| [flaw.kind.number().into(), flaw.at, flaw.group, flaw.level]);
        self.list.extend(flaw.map(|number: usize| number as f64));
        self.put(account.dependency.map_or(0, |at| at + 1));
        self.optional(account.refused.as_ref(), Self::refused);
        self.lack(account.lack);
        self.items(&account.moldables, |numbers, outcome| match outcome {
            Ok(end) => numbers.list.extend([0.0, *end as f64]),
            Err(reason) => numbers.list.extend([reason.number() as f64 + 1.0, 0.0]),
        });
        self.items(&account.groups, Self::taken);
    }

    /// `moldable begin end set absent holders refusals`, a refusal `set rule quantity limit used wanted`.
    fn refused(&mut self, refused: &Refused) {
        self.put(refused.moldable);
        self.list.extend([refused.begin as f64, refused.end as f64]);
        self.set(&refused.resources);
        self.put(usize::from(refused.absent));
        self.items(&refused.holders, Self::held);
        self.items(&refused.refusals, |numbers, refusal| {
            numbers.put(refusal.set);
            numbers.put(refusal.rule);
            numbers.put(refusal.quantity as usize);
            numbers.list.extend([refusal.limit, refusal.used, refusal.wanted].map(|number| number as f64));
        });
    }

    /// `kind moldable`, then for kinds 1 and 2 `group level found`, for kind 4 `earliest`; kind 0 alone: none.
    fn lack(&mut self, lack: Option<Lack>) {
        let (kind, moldable) = match lack {
            None => return self.put(0),
            Some(Lack::Site(shortage)) => (1, shortage.moldable),
            Some(Lack::Set(shortage)) => (2, shortage.moldable),
            Some(Lack::TooShort { moldable }) => (3, moldable),
            Some(Lack::Horizon { moldable, .. }) => (4, moldable),
            Some(Lack::Groups { moldable }) => (5, moldable),
        };
        self.put(kind);
        self.put(moldable);
        match lack {
            Some(Lack::Site(shortage) | Lack::Set(shortage)) => {
                for number in [shortage.group, shortage.level, shortage.found] {
                    self.put(number);
                }
            }
            Some(Lack::Horizon { earliest, .. }) => self.list.push(earliest as f64),
            _ => {}
        }
    }

    /// `group set passed (set holders)?`.
    fn taken(&mut self, taken: &Taken) {
        self.put(taken.group);
        self.set(&taken.resources);
        self.put(taken.passed);
        self.optional(taken.first_passed.as_ref(), |numbers, block| {
            numbers.set(&block.resources);
            numbers.items(&block.holders, Self::held);
        });
    }

    /// `job until set`.
    fn held(&mut self, held: &Held) {
        self.list.extend([held.job as f64, held.until as f64]);
        self.set(&held.resources);
    }

    /// The bounds of its intervals.
    fn set(&mut self, set: &ProcSet) {
        self.put(2 * set.intervals().len());
        for run in set.intervals() {
            self.list.extend([f64::from(run.first), f64::from(run.last)]);
        }
    }

    fn items<T>(&mut self, items: &[T], put: impl Fn(&mut Self, &T)) {
        self.put(items.len());
        for item in items {
            put(self, item);
        }
    }

    fn optional<T>(&mut self, item: Option<&T>, put: impl Fn(&mut Self, &T)) {
        self.put(usize::from(item.is_some()));
        if let Some(item) = item {
            put(self, item);
        }
    }

    fn put(&mut self, number: usize) {
        self.list.push(number as f64);
    }
}
