/** Mistakes of quotas: which holders are counted for whom, and what refuses a window. */
import type { Mutant } from "../mutant.js";

const RULES = "core-rs/src/quotas/rules.rs";
const COUNTERS = "core-rs/src/quotas/counters.rs";
const WINDOW = "core-rs/src/quotas/window.rs";
const SCHEDULED = "core-rs/src/cycle/scheduled.rs";
const SEARCH = "core-rs/src/cycle/search.rs";

const HOLDERS: readonly Mutant[] = [
  {
    id: "containers-are-counted",
    area: "quotas",
    rule: "R12.8",
    file: SCHEDULED,
    find: "if let (Some(quotas), None) = (&self.quotas, &job.types.container) {",
    replace: "if let Some(quotas) = &self.quotas {",
    wrong: "Containers are counted for others.",
  },
  {
    id: "containers-are-limited",
    area: "quotas",
    rule: "R12.8",
    file: SEARCH,
    find: "job.types.container.is_none() && !job.types.no_quotas",
    replace: "!job.types.no_quotas",
    wrong: "Containers are limited.",
  },
  {
    id: "no-quotas-and-no-count",
    area: "quotas",
    rule: "R12.8",
    file: SCHEDULED,
    find: "= (&self.quotas, &job.types.container)",
    replace: "= (self.quotas.as_ref().filter(|_| !job.types.no_quotas), &job.types.container)",
    wrong: "Jobs that are not limited are not counted for others either.",
  },
  {
    id: "inner-jobs-count-outside",
    area: "quotas",
    rule: "R12.8",
    file: SCHEDULED,
    find: "set.slots.hold(&self.layout, Holder { job: job.id, begin, end, claim, party });",
    replace:
      "set.slots.hold(&self.layout, Holder { job: job.id, begin, end, claim: claim.clone(), party });\n        if let (Some(quotas), Some(_)) = (&self.quotas, &job.types.inner) {\n            let resources = self.layout.common_with_defaults(&claim) as u64;\n            self.sets.main().counters.count(Counted { who: quotas.who(job), begin, end, resources });\n        }",
    wrong: "An inner job is counted in the main set as well as in its own.",
  },
  {
    id: "resources-of-every-type",
    area: "quotas",
    rule: "R12.9",
    file: SCHEDULED,
    find: "self.layout.common_with_defaults(&claim) as u64",
    replace: "self.layout.claimed(&claim).len() as u64",
    wrong: "Of what holders hold, resources of every type count.",
  },
  {
    id: "counted-by-the-first-type",
    area: "quotas",
    rule: "R12.7",
    file: RULES,
    find: "self.types().contains(&job_type)",
    replace: "self.types().first() == Some(&job_type)",
    wrong: "A holder is counted by its first type alone.",
  },
  {
    id: "counter-not-kept-up",
    area: "quotas",
    rule: "R12.7",
    file: RULES,
    find: "let types = std::iter::once(ALL).chain(self.types().iter().copied());",
    replace: "let types = std::iter::once(ALL);",
    wrong: "A counter of a type that was read once is not told of later jobs.",
  },
  {
    id: "not-counted-in-the-last-second",
    area: "quotas",
    rule: "R12.9",
    file: COUNTERS,
    find: "cut(curve, job.end.saturating_add(1))",
    replace: "cut(curve, job.end)",
    wrong: "A job is not counted in its last second.",
  },
];

const WINDOWS: readonly Mutant[] = [
  {
    id: "limit-not-inclusive",
    area: "quotas",
    rule: "R12.9",
    file: WINDOW,
    find: "wanted > *limit",
    replace: "wanted >= *limit",
    wrong: "What meets a limit exactly is refused.",
  },
  {
    id: "candidate-is-no-job",
    area: "quotas",
    rule: "R12.9",
    file: WINDOW,
    find: "jobs + 1,",
    replace: "jobs,",
    wrong: "The candidate itself is not counted as a job.",
  },
  {
    id: "busiest-part-for-the-sum",
    area: "quotas",
    rule: "R12.9",
    file: WINDOW,
    find: "work = work.saturating_add(step.resources.saturating_mul(overlap));",
    replace: "work = work.max(step.resources.saturating_mul(overlap));",
    wrong: "Of busy resource-seconds the largest part of a window counts, not the sum.",
  },
  {
    id: "whole-walltime-in-each-group",
    area: "quotas",
    rule: "R12.9",
    file: WINDOW,
    find: "own_work = own_work.saturating_add(own.saturating_mul(overlap));",
    replace: "own_work = own.saturating_mul((end - begin + 1).unsigned_abs());",
    wrong: "The candidate's whole walltime is charged to all rules that it meets.",
  },
  {
    id: "busy-while-other-rules-hold",
    area: "quotas",
    rule: "R12.9",
    file: WINDOW,
    find: "let steps = counters.steps(key, from, to);",
    replace:
      "for step in counters.steps(key, begin, end) {\n                resources = step.resources.max(resources);\n            }\n            let steps = counters.steps(key, from, to);",
    wrong: "What is busy while other rules are in force counts too.",
  },
  {
    id: "jobs-while-other-rules-hold",
    area: "quotas",
    rule: "R12.9",
    file: WINDOW,
    find: "let steps = counters.steps(key, from, to);",
    replace:
      "for step in counters.steps(key, begin, end) {\n                jobs = step.jobs.max(jobs);\n            }\n            let steps = counters.steps(key, from, to);",
    wrong: "Jobs that run while other rules are in force count too.",
  },
  {
    id: "periods-apart",
    area: "quotas",
    rule: "R12.9",
    file: WINDOW,
    find: "in self.in_force.periods(set, begin, end) {",
    replace: "in self.in_force.periods(set, begin, end) {\n            (work, own_work) = (0, 0);",
    wrong: "Separate periods of one name do not add up: the last of them counts.",
  },
  {
    id: "rules-at-the-begin-alone",
    area: "quotas",
    rule: "R12.9",
    file: WINDOW,
    find: "for set in self.in_force.sets(candidate.begin, candidate.end) {",
    replace: "for set in self.in_force.sets(candidate.begin, candidate.begin) {",
    wrong: "Only the rules that are in force when a window begins are looked at.",
  },
];

export const COUNTING: readonly Mutant[] = [...HOLDERS, ...WINDOWS];
