/** The sentence of an explanation. */
import type { Assignment, GroupTaken, LeftOut, MoldableOutcome, Placed } from "../../model/index.js";
import { delayClause, holderWords, leftOutClause } from "./clauses.js";
import type { Frame } from "./frame.js";
import { Dates, nameWords, setWords, wantWords } from "./words.js";

/** Puts an explanation into one sentence. */
export function sentenceOf(explanation: Omit<LeftOut, "sentence">, frame: Frame): string;
export function sentenceOf(explanation: Omit<Placed, "sentence">, frame: Frame & { assignment: Assignment }): string;
export function sentenceOf(
  explanation: Omit<LeftOut, "sentence"> | Omit<Placed, "sentence">,
  frame: Frame & { assignment?: Assignment },
): string {
  const dates = new Dates();
  if (!explanation.placed) {
    const verb = frame.reservation === null ? "is left out" : "is refused its reservation";
    return `Job ${explanation.job} ${verb}: ${leftOutClause(explanation, frame, dates)}.`;
  }
  const { cause, groups, moldables, job, begin } = explanation;
  const { resources, moldable, end } = frame.assignment as Assignment;
  const how = frame.reservation !== null ? " as reserved," : begin === frame.now ? " at once," : "";
  const start = `Job ${job} starts${how} at ${dates.at(begin)} ${placeWords(resources, groups, dates)}`;
  const why = cause === null ? "" : `: ${delayClause(cause, frame, dates)}`;
  return `${start}${why}${choiceClause(moldables, moldable, end)}.`;
}

/** Where the job runs, and why there: `on 0-1, the first free for /core=2`. */
function placeWords(resources: string, groups: readonly GroupTaken[], dates: Dates): string {
  if (groups.length === 0) return resources === "" ? "on no resource" : `on ${setWords(resources)}`;
  const parts = groups.map((group) => {
    const special = group.levels.some(([, count]) => count < 0);
    const kind = special ? "what is free for" : "the first free for";
    return `${setWords(group.resources)}, ${kind} ${wantWords(group.levels)}${passedWords(group, dates)}`;
  });
  return `on ${parts.join(", and on ")}`;
}

function passedWords({ passed, firstPassed, levels }: GroupTaken, dates: Dates): string {
  if (firstPassed === null) return "";
  const level = nameWords(levels[0]?.[0] ?? "");
  const first = setWords(firstPassed.resources);
  const blocks =
    passed === 1 ? `the earlier ${level} ${first}` : `${passed} earlier ${level} blocks, the first ${first}`;
  const who = firstPassed.holders.length === 0 ? "" : `, of which ${holderWords(firstPassed.holders, dates)}`;
  return ` (after ${blocks}${who})`;
}

/** Why this moldable (R9.4). */
function choiceClause(moldables: readonly MoldableOutcome[], chosen: number, end: number): string {
  if (moldables.length < 2) return "";
  const ends = moldables.flatMap((outcome) => (outcome.end === null ? [] : [outcome.end]));
  if (ends.length === 1) return `; of its ${moldables.length} moldables only ${chosen} can be placed`;
  const first =
    ends.filter((other) => other === end).length > 1 ? "is the first of those that end first" : "ends first";
  return `; of its ${moldables.length} moldables ${chosen} ${first}`;
}
