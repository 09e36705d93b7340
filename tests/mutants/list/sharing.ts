/** Mistakes of who may lie on top of whom. */
import type { Mutant } from "../mutant.js";

const SHARING = "core-rs/src/sharing.rs";

export const SHARERS: readonly Mutant[] = [
  {
    id: "scope-admitted-one-way",
    area: "sharing",
    rule: "R10.2",
    file: SHARING,
    find: "newcomer.admits(holder) && holder.admits(newcomer)",
    replace: "newcomer.admits(holder)",
    wrong: "The scope of the holder is not asked.",
  },
  {
    id: "user-or-name",
    area: "sharing",
    rule: "R10.3",
    file: SHARING,
    find: "(!self.scope.user || self.user == other.user) && (!self.scope.name",
    replace: "(!self.scope.user || self.user == other.user) || (!self.scope.name",
    wrong: "A scope with both words is content with one of them.",
  },
  {
    id: "nameless-jobs-are-strangers",
    area: "sharing",
    rule: "R1.5",
    file: SHARING,
    find: "self.name == other.name)",
    replace: "!self.name.is_empty() && self.name == other.name)",
    wrong: "Two jobs without a name do not have the same name.",
  },
  {
    id: "placeholder-on-a-stranger's-allow",
    area: "sharing",
    rule: "R10.4",
    file: SHARING,
    find: "if self.withholds.is_some() && holder.allows.is_some() {",
    replace: "if self.withholds.is_some() && self.withholds == holder.allows {",
    wrong: "A placeholder goes on top of a job that allows another name.",
  },
  {
    id: "allow-sees-every-placeholder",
    area: "sharing",
    rule: "R10.2",
    file: SHARING,
    find: "self.allows.is_some() && self.allows == holder.withholds",
    replace: "self.allows.is_some() && holder.withholds.is_some()",
    wrong: "A job that allows one name goes on top of a placeholder of another.",
  },
  {
    id: "allow-sees-only-what-is-free",
    area: "sharing",
    rule: "R10.5",
    file: SHARING,
    find: "terms.shared.is_none() && terms.allows.is_none()",
    replace: "terms.shared.is_none()",
    wrong: "A job that allows a placeholder sees no more than a plain one.",
  },
  {
    id: "joins-by-the-first-party",
    area: "sharing",
    rule: "R10.1",
    file: "core-rs/src/timeline/set.rs",
    find: "position(|view| view.party == *newcomer)",
    replace: "position(|view| view.party.may_join(newcomer))",
    wrong: "A job sees the slots as another one does that it may share with.",
  },
  {
    id: "view-made-anew-without-its-last-event",
    area: "sharing",
    rule: "R10.1",
    file: "core-rs/src/timeline/set.rs",
    find: "view.apply(layout, &self.log[..index], event);",
    replace:
      "if index + 1 < self.log.len() {\n                view.apply(layout, &self.log[..index], event);\n            }",
    wrong: "A view that is made later misses what happened last.",
  },
  {
    id: "placeholder-that-withholds-nothing",
    area: "sharing",
    rule: "R10.5",
    file: SHARING,
    find: "timesharing.is_none() && withholds.is_none() && allows.is_none()",
    replace: "timesharing.is_none() && allows.is_none()",
    wrong: "A placeholder that is not time-shared lets nobody in.",
  },
];
