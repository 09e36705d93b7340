/** Mistakes of quotas: which rules concern a job, and the window limit. */
import type { Mutant } from "../mutant.js";
import { COUNTING } from "./counting.js";

const RULES = "core-rs/src/quotas/rules.rs";
const SEARCH = "core-rs/src/cycle/search.rs";
const TYPES = "core-rs/src/model/types.rs";

const RULES_OF_A_JOB: readonly Mutant[] = [
  {
    id: "back-to-the-rules-of-every-queue",
    area: "quotas",
    rule: "R12.6",
    file: RULES,
    find: "let in_project = preferred(in_queue, |rule| set[rule].project, who.0[1]);",
    replace:
      "let mut in_project = preferred(in_queue, |rule| set[rule].project, who.0[1]);\n    if in_project.is_empty() {\n        let any = (0..set.len()).filter(|rule| set[*rule].queue == Named::Any).collect();\n        in_project = preferred(any, |rule| set[rule].project, who.0[1]);\n    }",
    wrong: "A project without rules under its own queue goes back to those of all queues.",
  },
  {
    id: "back-to-the-rules-of-every-type",
    area: "quotas",
    rule: "R12.6",
    file: RULES,
    find: "let any = !of_type.is_empty();",
    replace: "let any = !preferred(of_type.clone(), |rule| set[rule].user, who.0[2]).is_empty();",
    wrong: "A type that has no rule for the user falls back to `*`.",
  },
  {
    id: "every-type-beside-its-own",
    area: "quotas",
    rule: "R12.6",
    file: RULES,
    find: "if !has_rules {",
    replace: "if !has_rules || true {",
    wrong: "The rules of all types hold beside those of the job's own.",
  },
  {
    id: "first-type-alone",
    area: "quotas",
    rule: "R12.6",
    file: RULES,
    find: "filter_map(|name| tracked.field(*name)) {",
    replace: "filter_map(|name| tracked.field(*name)).take(1) {",
    wrong: "Of several tracked types only the first is looked up.",
  },
  {
    id: "all-before-each",
    area: "quotas",
    rule: "R12.6",
    file: RULES,
    find: "Named::Each => 1,\n        Named::Any => 2,",
    replace: "Named::Each => 2,\n        Named::Any => 1,",
    wrong: "A rule of `*` is preferred to one of `/`.",
  },
  {
    id: "each-counts-all",
    area: "quotas",
    rule: "R12.7",
    file: RULES,
    find: "if field == Named::Any { ALL } else { name }",
    replace: "if field == Named::Is(name) { name } else { ALL }",
    wrong: "A rule of `/` has one counter for all values.",
  },
  {
    id: "untracked-types",
    area: "quotas",
    rule: "R12.5",
    file: RULES,
    find: "self.names.contains(&job_type).then_some(Named::Is(job_type))",
    replace: "Some(Named::Is(job_type))",
    wrong: "Rules of a type hold although the document does not track it.",
  },
  {
    id: "each-type-is-every-type",
    area: "quotas",
    rule: "R12.2",
    file: RULES,
    find: "set[*rule].job_type == job_type).collect();",
    replace: "[job_type, Named::Each].contains(&set[*rule].job_type)).collect();",
    wrong: "A rule with `/` for the type concerns jobs of every type.",
  },
  {
    id: "sharing-is-tracked",
    area: "quotas",
    rule: "R3.5",
    file: TYPES,
    find: '["timesharing", "placeholder",',
    replace: '["container", "placeholder",',
    wrong: "Time sharing is a quota type, and container is none.",
  },
  {
    id: "type-with-its-value",
    area: "quotas",
    rule: "R3.5",
    file: TYPES,
    find: "self.quota_types.push(key.into());",
    replace: "self.quota_types.push(text.into());",
    wrong: "A quota type is the whole text, not its key.",
  },
];

const WINDOW_LIMIT: readonly Mutant[] = [
  {
    id: "window-limit-after-quotas",
    area: "quotas",
    rule: "R14.2",
    file: SEARCH,
    find: "        if end > quotas.last_end() {",
    replace:
      "        let resources = self.layout.common_with_defaults(claim) as u64;\n        let candidate = quotas::Candidate { who: Rc::clone(who), begin, end, resources };\n        if quotas.refuse(self.counters, &candidate) {\n            return Verdict::Refused;\n        }\n        if end > quotas.last_end() {",
    wrong: "Quotas are asked before the window limit.",
  },
  {
    id: "window-limit-not-inclusive",
    area: "quotas",
    rule: "R14.1",
    file: SEARCH,
    find: "if end > quotas.last_end() {",
    replace: "if end >= quotas.last_end() {",
    wrong: "A job may not end at the window limit itself.",
  },
  {
    id: "window-limit-of-the-begin",
    area: "quotas",
    rule: "R14.1",
    file: SEARCH,
    find: "if end > quotas.last_end() {",
    replace: "if begin > quotas.last_end() {",
    wrong: "A job may end after the window limit, as long as it begins before it.",
  },
  {
    id: "window-limit-hides-a-quota",
    area: "quotas",
    rule: "R14.2",
    file: SEARCH,
    find: "Verdict::TooLate if reason == Reason::Quota => return Err(reason),",
    replace: "",
    wrong: "The window limit is reported although a quota refused an earlier window.",
  },
  {
    id: "window-limit-of-a-later-moldable",
    area: "quotas",
    rule: "R16.2",
    file: "core-rs/src/cycle/place.rs",
    find: "Err(Reason::QuotaHorizon) if reason == Reason::NoResources =>",
    replace: "Err(Reason::QuotaHorizon) =>",
    wrong: "The window limit of a later moldable is reported although quotas refused an earlier one.",
  },
];

export const QUOTAS: readonly Mutant[] = [...RULES_OF_A_JOB, ...COUNTING, ...WINDOW_LIMIT];
