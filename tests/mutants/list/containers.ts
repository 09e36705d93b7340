/** Mistakes of containers and their slot sets. */
import type { Mutant } from "../mutant.js";

const SCHEDULED = "core-rs/src/cycle/scheduled.rs";

export const CONTAINERS: readonly Mutant[] = [
  {
    id: "memory-of-a-smaller-container",
    area: "containers",
    rule: "R7.8",
    file: "core-rs/src/timeline/set.rs",
    find: "self.frontiers.clear();",
    replace: "",
    wrong: "What did not fit is still believed after a container added resources.",
  },
  {
    id: "window-with-the-pad",
    area: "containers",
    rule: "R11.2",
    file: SCHEDULED,
    find: "set.add(layout, begin, end - self.round.config.pad,",
    replace: "set.add(layout, begin, end,",
    wrong: "The window of a container includes its pad.",
  },
  {
    id: "added-window-frees-the-held",
    area: "containers",
    rule: "R11.3",
    file: "core-rs/src/timeline/slots.rs",
    find: "bits::and_not(&mut added, claim);",
    replace: "let _ = claim;",
    wrong: "A container that is added frees what an inner job holds.",
  },
  {
    id: "inner-jobs-in-the-main-set",
    area: "containers",
    rule: "R11.4",
    file: "core-rs/src/cycle/place.rs",
    find: "if let Some(set) = self.sets.get_mut(set_of(job)) {",
    replace: "if let Some(set) = self.sets.get_mut(super::MAIN) {",
    wrong: "An inner job that is placed holds its resources in the main set.",
  },
  {
    id: "second-container-replaces-the-first",
    area: "containers",
    rule: "R11.1",
    file: SCHEDULED,
    find: "let set = self.sets.entry(name).or_insert_with(nothing);",
    replace: "let set = self.sets.entry(name).insert_entry(nothing()).into_mut();",
    wrong: "A second container of a name begins its slot set anew.",
  },
  {
    id: "container-named-by-nothing",
    area: "containers",
    rule: "R3.1",
    file: SCHEDULED,
    find: "name.clone().unwrap_or_else(|| job.id.to_string())",
    replace: "name.clone().unwrap_or_default()",
    wrong: "A container without a name does not have its id for one.",
  },
  {
    id: "too-short-for-a-set",
    area: "containers",
    rule: "R11.2",
    file: SCHEDULED,
    find: "let (layout, now) = (&self.layout, self.round.now);",
    replace:
      "let (layout, now) = (&self.layout, self.round.now);\n        if end - self.round.config.pad < now.max(begin) {\n            return;\n        }",
    wrong: "A container whose window is empty opens no slot set.",
  },
];
