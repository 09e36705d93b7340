/** Works filters out on the database: which resources does each of them select? */
import type { Transaction } from "../session/index.js";
import { type Atom, atomsOf, type Plan, planOf } from "./atoms.js";
import { Attempts, type Effort, Failure } from "./effort.js";
import type { FilterError } from "./error.js";
import { batchesOf, composeAtoms, composeFilters, parts, type Selectable } from "./evaluate.js";
import { RankSet } from "./rank-set.js";
import type { Filter } from "./tree.js";

/** The ranks of the selected resources, or why there is no answer. */
export type Selection = RankSet | FilterError;

const EFFORT: Effort = { together: 60, alone: 1 };

/** Bits of the sets of atoms that are in memory at a time. */
const MEMORY = 2 ** 29;

/** A filter and what it is made of. */
interface Task {
  readonly filter: Filter;
  readonly plan: Plan;
  readonly atoms: ReadonlySet<Atom>;
  readonly parameters: number;
  readonly weight: number;
}

/**
 * Works out many filters in few statements; their number grows with that of different conditions and of filters that
 * fail, not with that of resources. A filter that fails, or takes too long, harms no other one, and the transaction
 * goes on. Those that take long come last, so that they are left over if there is no time for all.
 *
 * Conditions are worked out one by one, which is the same as long as none fails. A filter with one that fails is worked
 * out as it stands, since PostgreSQL may not look at that condition where another one has decided.
 *
 * @param effort in seconds. Defaults: 60 for all filters together, 1 for each
 * @returns in the order of the filters
 * @throws DatabaseError the session is over
 */
export function selectResources(
  queries: Transaction,
  filters: readonly Filter[],
  resources: Selectable,
  effort: Partial<Effort> = {},
): Promise<Selection[]> {
  const known = new Map<string, Atom>();
  const tasks = filters.map((filter) => taskOf(filter, known));
  const size = resources.rankOf.size;
  return Attempts.during(queries, { ...EFFORT, ...effort }, size, async (attempts) => {
    const selections = new Map<Task, Selection>();
    for (const some of portions(tasks, MEMORY / Math.max(1, size))) {
      for (const [task, selection] of await selectSome(attempts, some, resources)) {
        selections.set(task, selection);
      }
    }
    return tasks.map((task) => selections.get(task) as Selection);
  });
}

function taskOf(filter: Filter, known: Map<string, Atom>): Task {
  const plan = planOf(filter, known);
  const atoms = new Set(atomsOf(plan));
  let [parameters, weight] = [0, 0];
  for (const atom of atomsOf(plan)) {
    parameters += atom.parameters;
    weight += atom.weight;
  }
  return { filter, plan, atoms, parameters, weight };
}

/** Tasks in portions that have not too many atoms, the quick ones first. */
function* portions(tasks: readonly Task[], most: number): Generator<Task[]> {
  let portion: Task[] = [];
  let atoms = new Set<Atom>();
  for (const task of [...tasks].sort((a, b) => a.weight - b.weight)) {
    portion.push(task);
    for (const atom of task.atoms) atoms.add(atom);
    if (atoms.size < most) continue;
    yield portion;
    portion = [];
    atoms = new Set();
  }
  if (portion.length > 0) yield portion;
}

async function selectSome(
  attempts: Attempts,
  tasks: readonly Task[],
  resources: Selectable,
): Promise<Map<Task, Selection>> {
  const { rankOf } = resources;
  const batches = batchesOf(new Set(tasks.flatMap(({ atoms }) => [...atoms])), resources);
  const ofAtoms = await attempts.run(batches, (some) => composeAtoms(some, rankOf));
  const found = new Map<Atom, RankSet>();
  const failures = new Map<Atom, Failure>();
  for (const [{ atom }, outcome] of ofAtoms) {
    if (outcome instanceof Failure) failures.set(atom, outcome);
    else found.set(atom, outcome);
  }
  const selections = new Map<Task, Selection>();
  const whole: Task[] = [];
  for (const task of tasks) {
    const own = [...task.atoms].flatMap((atom) => failures.get(atom) ?? []);
    const final =
      task.plan.kind === "atom" ? own[0] : own.find(({ certain, error }) => certain || error.code === "too_costly");
    if (own.length === 0) selections.set(task, combined(task.plan, found, rankOf.size));
    else if (final !== undefined) selections.set(task, final.error);
    else whole.push(task);
  }
  for (const [task, outcome] of await attempts.run(parts(whole), (some) => composeFilters(some, rankOf))) {
    selections.set(task, outcome instanceof Failure ? outcome.error : outcome);
  }
  return selections;
}

/** Where a filter is true, of where its atoms are. */
function combined(plan: Plan, found: ReadonlyMap<Atom, RankSet>, size: number): RankSet {
  switch (plan.kind) {
    case "atom":
      return (found.get(plan.atom) as RankSet).copy();
    case "constant":
      return plan.value ? RankSet.all(size) : RankSet.none(size);
    default: {
      const [first, ...rest] = plan.parts.map((part) => combined(part, found, size));
      return rest.reduce(
        (one, other) => (plan.kind === "and" ? one.intersect(other) : one.unite(other)),
        first as RankSet,
      );
    }
  }
}
