/** What a property filter says: a tree of what is allowed, and nothing else. */

/** A comparison; `!=` is `<>`. */
export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** A number as it was written, or a text. */
export type Literal =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "string"; readonly text: string };

/** What has a value. */
export type Operand =
  | Literal
  | { readonly kind: "column"; readonly name: string }
  | {
      /** Operators of one precedence, from left to right. */
      readonly kind: "arithmetic";
      readonly first: Operand;
      readonly rest: readonly { readonly operator: string; readonly operand: Operand }[];
    };

/** What is true, false or unknown. */
export type Condition =
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition }
  | { readonly kind: "constant"; readonly value: boolean }
  | {
      readonly kind: "compare";
      readonly operator: Comparison;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: "in"; readonly negated: boolean; readonly operand: Operand; readonly list: readonly Literal[] }
  | {
      readonly kind: "like";
      readonly negated: boolean;
      /** Whether the case of letters counts. */
      readonly exact: boolean;
      readonly operand: Operand;
      readonly pattern: string;
    }
  | { readonly kind: "null"; readonly negated: boolean; readonly operand: Operand }
  | {
      readonly kind: "between";
      readonly negated: boolean;
      readonly operand: Operand;
      readonly low: Literal;
      readonly high: Literal;
    };

/** A filter that was read. */
export interface Filter {
  readonly condition: Condition;
  /** The columns that it names. */
  readonly columns: ReadonlySet<string>;
}
