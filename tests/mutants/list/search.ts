/** Mistakes of the window search and of the choice between moldables. */
import type { Mutant } from "../mutant.js";

const WINDOW = "core-rs/src/search/window.rs";
const STRETCH = "core-rs/src/search/stretch.rs";
const CYCLE_SEARCH = "core-rs/src/cycle/search.rs";
const PLACE = "core-rs/src/cycle/place.rs";

export const SEARCH: readonly Mutant[] = [
  {
    id: "window-one-second-too-long",
    area: "search",
    rule: "R1.1",
    file: WINDOW,
    find: "checked_add(self.bounds.length - 1)",
    replace: "checked_add(self.bounds.length)",
    wrong: "A window is tested over one second more than it has.",
  },
  {
    id: "last-second-left-out",
    area: "search",
    rule: "R1.2",
    file: WINDOW,
    find: "if end > HORIZON {",
    replace: "if end >= HORIZON {",
    wrong: "No window ends at the horizon itself.",
  },
  {
    id: "resume-one-slot-too-far",
    area: "search",
    rule: "R7.5",
    file: WINDOW,
    find: "self.next = failing + 1;",
    replace: "self.next = failing + 2;",
    wrong: "After a suffix that fails the first start that may do is passed over.",
  },
  {
    id: "first-slot-not-looked-at",
    area: "search",
    rule: "R7.6",
    file: STRETCH,
    find: "self.and_slots(from..known);",
    replace: "self.and_slots(from + 1..known);",
    wrong: "Of the slots that a window is extended by, the first is not intersected.",
  },
  {
    id: "longer-suffix-taken-for-failing",
    area: "search",
    rule: "R7.7",
    file: STRETCH,
    find: "return Some(self.halve(further, fitting));",
    replace: "return Some(fitting - 1);",
    wrong: "The search goes on where the known part begins, not behind the shortest suffix that fails.",
  },
  {
    id: "memory-of-what-was-not-searched",
    area: "search",
    rule: "R9.4",
    file: CYCLE_SEARCH,
    find: "instant: latest.saturating_add(1)",
    replace: "instant: crate::model::HORIZON",
    wrong: "A search that stopped at the best moldable so far is remembered as one of everything.",
  },
  {
    id: "equal-ends-last-listed-wins",
    area: "search",
    rule: "R9.4",
    file: PLACE,
    find: "Some(best) => best.end - self.length(moldable),",
    replace: "Some(best) => best.end - self.length(moldable) + 1,",
    wrong: "Of moldables that end together the last listed wins.",
  },
  {
    id: "pad-forgotten",
    area: "search",
    rule: "R1.3",
    file: CYCLE_SEARCH,
    find: "moldable.walltime.saturating_add(self.platform.config.pad)",
    replace: "moldable.walltime",
    wrong: "A placed job holds its resources for the walltime alone.",
  },
];
