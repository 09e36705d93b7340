/** Mistakes of what a search remembers, and of what it passes over without looking. */
import type { Mutant } from "../mutant.js";

const WINDOW = "core-rs/src/search/window.rs";
const STRETCH = "core-rs/src/search/stretch.rs";
const FRONTIER = "core-rs/src/search/frontier.rs";
const GROUP = "core-rs/src/search/group.rs";
const PLAN = "core-rs/src/search/plan.rs";
const COUNTED = "core-rs/src/timeline/counted.rs";
const CYCLE_SEARCH = "core-rs/src/cycle/search.rs";
const QUOTAS = "core-rs/src/quotas/window.rs";

const FRONTIERS: readonly Mutant[] = [
  {
    id: "memory-of-a-later-start",
    area: "search",
    rule: "R7.8",
    file: CYCLE_SEARCH,
    find: "let learns = earliest.required.is_none();",
    replace: "let learns = true;",
    wrong: "A search that began at the end of a required job is remembered as if it had begun now.",
  },
  {
    id: "memory-of-several-groups",
    area: "search",
    rule: "R7.8",
    file: CYCLE_SEARCH,
    find: "windows.first_fit().unwrap_or(nowhere)",
    replace: "first.as_ref().map_or(nowhere, |first| Spot { instant: first.begin, block: 0 })",
    wrong: "What did not fit is remembered of a request that may fit when less is free.",
  },
  {
    id: "memory-of-longer-windows",
    area: "search",
    rule: "R7.8",
    file: FRONTIER,
    find: "self.count >= other.count && self.length >= other.length",
    replace: "self.count >= other.count",
    wrong: "What is known of long windows is believed of shorter ones too.",
  },
  {
    id: "memory-of-larger-counts",
    area: "search",
    rule: "R7.8",
    file: FRONTIER,
    find: "self.count >= other.count && self.length >= other.length",
    replace: "self.length >= other.length",
    wrong: "What is known of large requests is believed of smaller ones too.",
  },
  {
    id: "family-of-every-filter",
    area: "search",
    rule: "R7.8",
    file: PLAN,
    find: "key.extend([group.filter_number(), group.steps().len() as u64]);",
    replace: "key.extend([0, group.steps().len() as u64]);",
    wrong: "What is known under one filter is believed under another one.",
  },
  {
    id: "family-of-every-upper-count",
    area: "search",
    rule: "R7.8",
    file: PLAN,
    find: "key.extend([step.level.number() as u64, kind, number]);",
    replace: "key.extend([step.level.number() as u64, kind, number.min(1)]);",
    wrong: "Requests that differ in the count of an upper level are taken for one family.",
  },
  {
    id: "resume-one-block-too-far",
    area: "search",
    rule: "R8.3",
    file: WINDOW,
    find: "Some(Spot { instant: begin, block: self.stretch.hit() })",
    replace: "Some(Spot { instant: begin, block: self.stretch.hit() + 1 })",
    wrong: "The block that did is passed over by the next search, though it may do again.",
  },
  {
    id: "resume-in-another-window",
    area: "search",
    rule: "R8.3",
    file: WINDOW,
    find: "spot.filter(|spot| spot.instant >= bounds.earliest).unwrap_or_default();",
    replace: "spot.unwrap_or_default();",
    wrong: "Blocks that fail in the windows of one start are passed over for a later start.",
  },
  {
    id: "hit-of-another-window",
    area: "search",
    rule: "R8.3",
    file: STRETCH,
    find: "        self.hit = 0;\n",
    replace: "",
    wrong: "A window is searched from the block on that did in another one.",
  },
];

const SKIPS: readonly Mutant[] = [
  {
    id: "needs-as-if-blocks-were-disjoint",
    area: "search",
    rule: "R8.2",
    file: GROUP,
    find: "if shared { below } else { below.saturating_mul(of_count(step.count)) }",
    replace: "below.saturating_mul(of_count(step.count))",
    wrong: "Blocks that lie in several blocks are counted as often, so slots that would do are passed over.",
  },
  {
    id: "needs-one-more",
    area: "search",
    rule: "R7.5",
    file: "core-rs/src/timeline/slots.rs",
    find: "< needs)?;",
    replace: "<= needs)?;",
    wrong: "A slot that has just enough is passed over.",
  },
  {
    id: "counts-not-renewed",
    area: "search",
    rule: "R11.2",
    file: COUNTED,
    find: "change(self.rows.row_mut(id));\n        self.count_anew(id);",
    replace: "change(self.rows.row_mut(id));",
    wrong: "What a container adds is not counted.",
  },
  {
    id: "counts-of-the-claim",
    area: "search",
    rule: "R7.2",
    file: COUNTED,
    find: "sum += (*free & word).count_ones();",
    replace: "sum += word.count_ones();",
    wrong: "What was held already is counted as taken once more.",
  },
];

const QUOTA_TIER: readonly Mutant[] = [
  {
    id: "quota-memory-of-varying-sizes",
    area: "quotas",
    rule: "R12.9",
    file: CYCLE_SEARCH,
    find: "judge.lasting_kind().filter(|_| plan.is_constant())",
    replace: "judge.lasting_kind()",
    wrong: "What quotas refused is remembered of requests that may get fewer resources the next time.",
  },
  {
    id: "quota-memory-of-resource-seconds",
    area: "quotas",
    rule: "R12.9",
    file: QUOTAS,
    find: "concern.limits.resource_seconds.is_none()",
    replace: "concern.rule < usize::MAX",
    wrong: "What a limit of resource-seconds refused is remembered, though a window in between may have room.",
  },
  {
    id: "quota-memory-taken-for-one-of-resources",
    area: "quotas",
    rule: "R7.8",
    file: CYCLE_SEARCH,
    find: "frontiers.of_class(plan.family(), kind).learn(demand, spot);",
    replace:
      "frontiers.of_class(plan.family(), kind).learn(demand, spot);\n            frontiers.of_family(plan.family()).learn(demand, spot);",
    wrong: "What a search under quotas found is believed of jobs that quotas do not limit.",
  },
  {
    id: "quota-memory-of-every-kind",
    area: "quotas",
    rule: "R12.7",
    file: "core-rs/src/search/frontiers.rs",
    find: "self.classes.entry((family, kind)).or_default()",
    replace: "self.classes.entry((family, kind.min(0))).or_default()",
    wrong: "What quotas refused one user is believed of all.",
  },
  {
    id: "full-where-just-enough-is-left",
    area: "quotas",
    rule: "R12.9",
    file: QUOTAS,
    find: "step.resources + resources > most)",
    replace: "step.resources + resources >= most)",
    wrong: "Windows in which a job would just use up a quota are passed over.",
  },
  {
    id: "full-for-one-second-more",
    area: "quotas",
    rule: "R12.9",
    file: QUOTAS,
    find: "steps.get(at + 1).map_or(end, |next| next.begin - 1)));",
    replace: "steps.get(at + 1).map_or(end, |next| next.begin)));",
    wrong: "The window that begins when a quota has room again is passed over.",
  },
  {
    id: "least-of-overlapping-blocks",
    area: "quotas",
    rule: "R12.9",
    file: GROUP,
    find: "if layout.is_disjoint(leaf) { takes.saturating_mul(smallest) } else { smallest },",
    replace: "takes.saturating_mul(smallest),",
    wrong: "A resource that lies in two of the blocks taken is expected to count twice.",
  },
  {
    id: "least-of-the-largest-blocks",
    area: "quotas",
    rule: "R12.9",
    file: GROUP,
    find: "takes.saturating_mul(smallest) }",
    replace: "takes.saturating_mul(largest) }",
    wrong: "Windows are passed over in which a small block would do.",
  },
];

const TABLES: readonly Mutant[] = [
  {
    id: "sets-told-apart-by-hash",
    area: "search",
    rule: "R7.8",
    file: "core-rs/src/set_table.rs",
    find: "if self.bounds_of(number) == &self.bounds[begin..] {",
    replace: "if self.bounds.len() >= begin {",
    wrong: "Two sets of one hash are taken for the same.",
  },
  {
    id: "moldables-of-all-jobs",
    area: "requests",
    rule: "R9.4",
    file: "core-rs/src/model/moldables.rs",
    find: "let own = 0..all.len();",
    replace: "let own = 0..all.len().min(1);",
    wrong: "Of several moldables a job has only the first.",
  },
];

export const MEMORY: readonly Mutant[] = [...FRONTIERS, ...SKIPS, ...QUOTA_TIER, ...TABLES];
