/** Mistakes of the round itself: scheduled jobs, dependencies, order, reasons. */
import type { Mutant } from "../mutant.js";

const CYCLE = "core-rs/src/cycle/mod.rs";
const PLACE = "core-rs/src/cycle/place.rs";
const RANKED = "core-rs/src/cycle/ranked.rs";
const SCHEDULED = "core-rs/src/cycle/scheduled.rs";
const MULTIFACTOR = "core-rs/src/sorting/multifactor.rs";

const SCHEDULED_JOBS: readonly Mutant[] = [
  {
    id: "ended-in-this-second",
    area: "scheduled",
    rule: "R5.1",
    file: SCHEDULED,
    find: "held.end >= now",
    replace: "held.end > now",
    wrong: "A job whose last second is the date of the round is ignored.",
  },
  {
    id: "container-opened-in-its-turn",
    area: "scheduled",
    rule: "R5.2",
    file: SCHEDULED,
    find: "resources);\n        }\n        for (job, Held { begin, end, resources }) in present {",
    replace: "resources);",
    wrong: "A scheduled inner job that is listed before its container holds nothing.",
  },
  {
    id: "inner-job-without-set-in-the-main-one",
    area: "scheduled",
    rule: "R5.3",
    file: SCHEDULED,
    find: "let Some(set) = self.sets.of(job) else { return };",
    replace:
      'let set = if self.sets.of(job).is_some() { self.sets.of(job).expect("it is there") } else { self.sets.main() };',
    wrong: "A scheduled inner job whose set does not exist holds its resources in the main set.",
  },
  {
    id: "best-effort-seen-in-company",
    area: "scheduled",
    rule: "R5.5",
    file: CYCLE,
    find: 'if let [queue] = queues\n            && &**queue == "besteffort"',
    replace: 'if queues.iter().any(|queue| &**queue == "besteffort")',
    wrong: "Best-effort jobs are inserted where their queue shares its priority with another one.",
  },
  {
    id: "best-effort-by-queue",
    area: "scheduled",
    rule: "R4.1",
    file: CYCLE,
    find: "jobs.iter().filter(|job| !job.types.besteffort)",
    replace: 'jobs.iter().filter(|job| &*job.queue != "besteffort")',
    wrong: "A scheduled best-effort job of another queue is inserted with the regular ones.",
  },
];

const DEPENDENCIES: readonly Mutant[] = [
  {
    id: "start-in-the-last-second",
    area: "dependencies",
    rule: "R6.1",
    file: PLACE,
    find: "earliest = Earliest { instant: end + 1,",
    replace: "earliest = Earliest { instant: *end,",
    wrong: "A job starts in the last second of the one it requires.",
  },
  {
    id: "required-job-not-placed",
    area: "dependencies",
    rule: "R6.1",
    file: PLACE,
    find: "let end = ends.get(&dependency.job).ok_or(Reason::Dependency)?;",
    replace: "let Some(end) = ends.get(&dependency.job) else { continue };",
    wrong: "A required job that is not placed keeps nobody waiting.",
  },
  {
    id: "scheduled-job-in-the-batch",
    area: "dependencies",
    rule: "R6.2",
    file: PLACE,
    find: "let earliest = self.earliest(&job.dependencies, ends)?;",
    replace:
      "let mut ends = ends.clone();\n        ends.extend(batch.jobs().iter().filter_map(|job| job.held.as_ref().map(|held| (job.id, held.end))));\n        let earliest = self.earliest(&job.dependencies, &ends)?;",
    wrong: "An already scheduled job counts as one of the batch.",
  },
  {
    id: "no-cut-at-the-earliest-start",
    area: "dependencies",
    rule: "R6.3",
    file: PLACE,
    find: "set.slots.cut(&self.layout, earliest.instant);",
    replace: "let _ = set;",
    wrong: "The slot set is not cut where a job may start at the earliest.",
  },
  {
    id: "first-dependency-decides",
    area: "dependencies",
    rule: "R6.3",
    file: PLACE,
    find: "if end + 1 > earliest.instant ||",
    replace: "if earliest.required.is_none() && end + 1 > earliest.instant ||",
    wrong: "The first required job says when to start, not the last to end.",
  },
];

const ORDER: readonly Mutant[] = [
  {
    id: "order-of-the-list",
    area: "order",
    rule: "R4.4",
    file: RANKED,
    find: "let rows = fifo(batch.jobs(), waiting);",
    replace: "let rows = waiting.to_vec();",
    wrong: "Jobs are treated in the order in which they are listed, not by id.",
  },
  {
    id: "lowest-priority-first",
    area: "order",
    rule: "R4.4",
    file: RANKED,
    find: "-priority(weights, job, &factors)",
    replace: "priority(weights, job, &factors)",
    wrong: "The job of the lowest priority comes first.",
  },
  {
    id: "limit-after-the-faulty",
    area: "order",
    rule: "R4.3",
    file: CYCLE,
    find: "order.truncate(self.platform",
    replace: "order.retain(|row| batch.job(*row).malformed.is_none());\n        order.truncate(self.platform",
    wrong: "Jobs with a malformed type are sorted out before the limit is applied.",
  },
  {
    id: "nothing-consumed",
    area: "order",
    rule: "R4.5",
    file: "core-rs/src/sorting/fairshare.rs",
    find: "if sum > 0.0 { sum } else { 1.0 }",
    replace: "sum",
    wrong: "Where nothing was consumed, karma is divided by zero.",
  },
  {
    id: "weightless-terms-added",
    area: "order",
    rule: "R4.6",
    file: MULTIFACTOR,
    find: "terms.iter().filter(|(weight, _)| *weight != 0.0).fold(",
    replace: "terms.iter().fold(",
    wrong: "Zero times an infinite factor makes a priority that is no number.",
  },
  {
    id: "karma-of-minus-one",
    area: "order",
    rule: "R4.6",
    file: MULTIFACTOR,
    find: "f64::INFINITY",
    replace: "0.0",
    wrong: "A division by zero is avoided, and who should come first comes last.",
  },
  {
    id: "equal-ranks-turned-round",
    area: "order",
    rule: "R4.4",
    file: "core-rs/src/order.rs",
    find: "(key, place)).collect();\n    places.into_sorted_vec().into_iter().map(|(_, place)| place)",
    replace:
      "(key, usize::MAX - place)).collect();\n    places.into_sorted_vec().into_iter().map(|(_, place)| usize::MAX - place)",
    wrong: "The sort is not stable.",
  },
  {
    id: "size-of-the-whole-cluster",
    area: "order",
    rule: "R4.7",
    file: RANKED,
    find: "self.layout.size(&self.platform.resources.default)",
    replace: "self.layout.size(&self.platform.resources.usable)",
    wrong: "Resources of every type count as the cluster.",
  },
];

const REQUESTS: readonly Mutant[] = [
  {
    id: "slot-set-before-dependency",
    area: "requests",
    rule: "R16.1",
    file: PLACE,
    find: "let earliest = self.earliest(&job.dependencies, ends)?;",
    replace:
      "self.sets.of(job).ok_or(Reason::NoSlotSet)?;\n        let earliest = self.earliest(&job.dependencies, ends)?;",
    wrong: "A missing slot set is reported where a dependency is the reason.",
  },
  {
    id: "fault-of-the-last-moldable",
    area: "requests",
    rule: "R16.2",
    file: PLACE,
    find: "unknown |= fault == RequestFault::UnknownLevel",
    replace: "unknown = fault == RequestFault::UnknownLevel",
    wrong: "Of several faulty moldables the last one's fault is reported.",
  },
  {
    id: "walltime-of-nothing",
    area: "requests",
    rule: "R9.5",
    file: PLACE,
    find: "            if moldable.walltime < 1 {\n",
    replace: "            if moldable.walltime < 0 {\n",
    wrong: "A moldable without walltime is searched, for its pad.",
  },
  {
    id: "fault-drops-all-types",
    area: "requests",
    rule: "R3.6",
    file: "core-rs/src/model/types.rs",
    find: "return (types, Some(Malformed { at, fault }));",
    replace: "return (Self::default(), Some(Malformed { at, fault }));",
    wrong: "The types before a malformed one do not count either.",
  },
  {
    id: "spaces-in-a-scope",
    area: "requests",
    rule: "R3.3",
    file: "core-rs/src/model/types.rs",
    find: "let scope = value.parse()",
    replace: "let scope = value.replace(' ', \"\").parse()",
    wrong: "A scope is trimmed.",
  },
];

export const ROUND: readonly Mutant[] = [...SCHEDULED_JOBS, ...DEPENDENCIES, ...ORDER, ...REQUESTS];
