/** What a filter is made of: conditions that are worked out one by one, and how they are put together. */
import { renderFilter } from "./render.js";
import type { Condition, Filter, Operand } from "./tree.js";

/** A condition without AND and OR in it. */
export interface Atom {
  /** Two atoms of one key are the same. */
  readonly key: string;
  readonly filter: Filter;
  readonly parameters: number;
  /** How long it may take, compared with others. */
  readonly weight: number;
  /** Whether some values may make it fail, such as those that something is divided by. */
  readonly fragile: boolean;
}

/** Where a filter is true. */
export type Plan =
  | { readonly kind: "atom"; readonly atom: Atom }
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "and" | "or"; readonly parts: readonly Plan[] };

/**
 * Takes a filter apart. `NOT` goes down to the atoms, which in SQL's logic of three values changes nothing:
 * `NOT (a AND b)` is `(NOT a) OR (NOT b)`. Then only where each atom is true has to be known, not where it is unknown.
 *
 * @param known atoms of other filters, to be shared; it gets those of this one
 */
export function planOf(filter: Filter, known: Map<string, Atom>): Plan {
  const plan = (node: Condition, negated: boolean): Plan => {
    switch (node.kind) {
      case "and":
      case "or": {
        const kind = (node.kind === "and") === negated ? "or" : "and";
        return { kind, parts: node.parts.map((part) => plan(part, negated)) };
      }
      case "not":
        return plan(node.part, !negated);
      case "constant":
        return { kind: "constant", value: node.value !== negated };
      default:
        return { kind: "atom", atom: atomOf(negated ? { kind: "not", part: node } : node) };
    }
  };
  const atomOf = (condition: Condition): Atom => {
    const found: Filter = { condition, columns: new Set(columnsOf(condition)) };
    const { text, parameters } = renderFilter(found);
    const key = JSON.stringify([text, ...parameters]);
    const atom = known.get(key) ?? {
      key,
      filter: found,
      parameters: parameters.length,
      weight: key.length,
      fragile: isFragile(condition),
    };
    known.set(key, atom);
    return atom;
  };
  return plan(filter.condition, false);
}

/** The atoms of a filter; one may occur twice. */
export function* atomsOf(plan: Plan): Generator<Atom> {
  if (plan.kind === "atom") yield plan.atom;
  else if (plan.kind !== "constant") for (const part of plan.parts) yield* atomsOf(part);
}

function columnsOf(condition: Condition): string[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.parts.flatMap(columnsOf);
    case "not":
      return columnsOf(condition.part);
    case "constant":
      return [];
    case "compare":
      return [...columnsIn(condition.left), ...columnsIn(condition.right)];
    default:
      return columnsIn(condition.operand);
  }
}

function columnsIn(operand: Operand): string[] {
  if (operand.kind === "column") return [operand.name];
  if (operand.kind !== "arithmetic") return [];
  return [operand.first, ...operand.rest.map((step) => step.operand)].flatMap(columnsIn);
}

/** Calculations fail by division and by size, patterns by a `\` at their end. */
function isFragile(condition: Condition): boolean {
  switch (condition.kind) {
    case "not":
      return isFragile(condition.part);
    case "compare":
      return condition.left.kind === "arithmetic" || condition.right.kind === "arithmetic";
    case "like":
      return condition.operand.kind === "arithmetic" || condition.pattern.includes("\\");
    default:
      return "operand" in condition && condition.operand.kind === "arithmetic";
  }
}
