/** Mistakes of the chain of slots: where it is cut, what is taken out of it, availability dates. */
import type { Mutant } from "../mutant.js";

const SLOTS = "core-rs/src/timeline/slots.rs";
const SET = "core-rs/src/timeline/set.rs";
const RESOURCES = "core-rs/src/model/resources.rs";

export const SLOTS_AND_DATES: readonly Mutant[] = [
  {
    id: "cut-at-the-last-second",
    area: "slots",
    rule: "R7.4",
    file: SLOTS,
    find: "first..self.cut(end.saturating_add(1))",
    replace: "first..self.cut(end)",
    wrong: "A job that holds resources cuts at its end, not one second later.",
  },
  {
    id: "candidate-start-skipped",
    area: "slots",
    rule: "R7.5",
    file: SLOTS,
    find: "self.begins.partition_point(|begin| *begin < instant)",
    replace: "self.begins.partition_point(|begin| *begin <= instant)",
    wrong: "The slot that begins at an instant is not from that instant on.",
  },
  {
    id: "empty-claim-cuts-nothing",
    area: "slots",
    rule: "R5.4",
    file: SLOTS,
    find: "let slots = self.between(begin, end);",
    replace:
      "if claim.words().next().is_none() {\n            return;\n        }\n        let slots = self.between(begin, end);",
    wrong: "A job none of whose resources is usable cuts no slot.",
  },
  {
    id: "joined-holder-cuts-nothing",
    area: "slots",
    rule: "R7.3",
    file: SET,
    find: "self.timeline.cut_around(holder.begin, holder.end);",
    replace: "",
    wrong: "For a job that may lie on top of a holder there is no cut at its begin and end.",
  },
  {
    id: "withdrawn-one-second-late",
    area: "slots",
    rule: "R2.3",
    file: SET,
    find: "self.timeline.take(*date, HORIZON, claim)",
    replace: "self.timeline.take(*date + 1, HORIZON, claim)",
    wrong: "Resources are still there in the second of their availability date.",
  },
  {
    id: "past-dates-withdraw-nothing",
    area: "slots",
    rule: "R2.3",
    file: "core-rs/src/cycle/mod.rs",
    find: "|withdrawal| withdrawal.counts()",
    replace: "|withdrawal| withdrawal.counts() && withdrawal.date >= self.platform.now",
    wrong: "What went away before the round is there again.",
  },
  {
    id: "never-in-one-spelling",
    area: "slots",
    rule: "R2.4",
    file: RESOURCES,
    find: "[0, 1, 2_147_483_646, 2_147_483_647]",
    replace: "[0, 0, 2_147_483_647, 2_147_483_647]",
    wrong: "Two of the four dates that mean nothing withdraw resources.",
  },
  {
    id: "wide-holders-never-end",
    area: "slots",
    rule: "R16.3",
    file: "core-rs/src/timeline/endings.rs",
    find: "let mut corner = WIDE;",
    replace: "let mut corner = corner_of(first);",
    wrong: "A job never waits for one whose resources lie far apart.",
  },
];
