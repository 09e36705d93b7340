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
    find: "end - self.platform.config.pad, row",
    replace: "end, row",
    wrong: "The window of a container includes its pad.",
  },
  {
    id: "added-window-frees-the-held",
    area: "containers",
    rule: "R11.3",
    file: "core-rs/src/timeline/slots.rs",
    find: "claim.take_from(&mut added);",
    replace: "let _ = claim;",
    wrong: "A container that is added frees what an inner job holds.",
  },
  {
    id: "inner-jobs-in-the-main-set",
    area: "containers",
    rule: "R11.4",
    file: "core-rs/src/cycle/place.rs",
    find: "self.hold(seeker.job,",
    replace:
      "let mut outer = seeker.job.clone();\n        std::rc::Rc::make_mut(&mut outer.types).inner = None;\n        self.hold(&outer,",
    wrong: "An inner job that is placed holds its resources in the main set.",
  },
  {
    id: "second-container-replaces-the-first",
    area: "containers",
    rule: "R11.1",
    file: "core-rs/src/cycle/sets.rs",
    find: "self.others.entry(name.to_owned()).or_insert_with(made)",
    replace: "self.others.entry(name.to_owned()).insert_entry(made()).into_mut()",
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
    find: "let row = self.layout.row(resources);",
    replace:
      "if end - self.platform.config.pad < self.platform.now.max(begin) {\n            return;\n        }\n        let row = self.layout.row(resources);",
    wrong: "A container whose window is empty opens no slot set.",
  },
];
