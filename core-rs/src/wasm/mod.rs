//! The border to JavaScript: what is exported, how data cross, and what goes wrong there.
//!
//! A round comes as typed arrays, which `wire` takes one after the other for `read*`; decisions go as `columns`.
//! `ts/engine/columns.ts` is the counterpart of both. An error that is thrown on purpose is a
//! plain object with a `code` (see `fault`); everything else that leaves the module is a crash.

// The macros of the border write unsafe code, as they must; ours has none.
#![allow(unsafe_code)]

mod account;
mod columns;
mod exports;
mod fault;
mod hooks;
mod list_ends;
mod read;
mod read_jobs;
mod read_quotas;
mod read_ranking;
mod slot_sets;
mod texts;
mod wire;
mod write;
