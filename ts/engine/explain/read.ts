/** The account of a job as the module gives it; `core-rs/src/wasm/account.rs` writes it, number by number. */
import { formatProcSet } from "../../model/index.js";

/** What the module knows of one job. Everything is named by number: its place in its list. */
export interface Account {
  /** As in `DecisionColumns`. */
  outcome: number;
  /** First second; 0 for a job that is not placed. */
  begin: number;
  flaw: Flaw | null;
  /** Place of the dependency that is in the way; `null`: none is. */
  dependency: number | null;
  refused: Refused | null;
  lack: Lack | null;
  /** `reason` is the number of a reason; `null`: it would end at `end`. */
  moldables: { reason: number | null; end: number }[];
  groups: Taken[];
}

/** Something wrong with a job: kind (from 1), which type or moldable, group and level. */
export interface Flaw {
  kind: number;
  at: number;
  group: number;
  level: number;
}

/** A window that was refused. */
export interface Refused {
  moldable: number;
  begin: number;
  end: number;
  resources: string;
  absent: boolean;
  holders: Held[];
  refusals: Refusal[];
}

/** A job that holds resources. */
export interface Held {
  job: number;
  until: number;
  resources: string;
}

/** A rule that refuses a window: set, number in the set, which limit, and the numbers. */
export interface Refusal {
  set: number;
  rule: number;
  quantity: number;
  limit: number;
  used: number;
  wanted: number;
}

/** What never is enough. Kind 1: on the site; 2: in the slot set; 3: together; 4: time; 5: for all groups. */
export type Lack =
  | { kind: 1 | 2; moldable: number; group: number; level: number; found: number }
  | { kind: 3; moldable: number }
  | { kind: 5; moldable: number }
  | { kind: 4; moldable: number; earliest: number };

/** What a group takes. */
export interface Taken {
  group: number;
  resources: string;
  passed: number;
  firstPassed: { resources: string; holders: Held[] } | null;
}

/** Reads an account. */
export function readAccount(numbers: Float64Array): Account {
  return new Reading(numbers).account();
}

class Reading {
  readonly #numbers: Float64Array;
  #at = 0;

  constructor(numbers: Float64Array) {
    this.#numbers = numbers;
  }

  account(): Account {
    return {
      outcome: this.#next(),
      begin: this.#next(),
      flaw: this.#flaw(),
      dependency: this.#placeOrNone(),
      refused: this.#optional(() => this.#refused()),
      lack: this.#lack(),
      moldables: this.#list(() => ({ reason: this.#placeOrNone(), end: this.#next() })),
      groups: this.#list(() => this.#taken()),
    };
  }

  #flaw(): Flaw | null {
    const flaw = { kind: this.#next(), at: this.#next(), group: this.#next(), level: this.#next() };
    return flaw.kind === 0 ? null : flaw;
  }

  #refused(): Refused {
    return {
      moldable: this.#next(),
      begin: this.#next(),
      end: this.#next(),
      resources: this.#set(),
      absent: this.#next() === 1,
      holders: this.#list(() => this.#held()),
      refusals: this.#list(() => this.#refusal()),
    };
  }

  #refusal(): Refusal {
    return {
      set: this.#next(),
      rule: this.#next(),
      quantity: this.#next(),
      limit: this.#next(),
      used: this.#next(),
      wanted: this.#next(),
    };
  }

  #lack(): Lack | null {
    const kind = this.#next();
    if (kind === 0) return null;
    const moldable = this.#next();
    if (kind === 3 || kind === 5) return { kind, moldable };
    if (kind === 4) return { kind, moldable, earliest: this.#next() };
    return { kind: kind as 1 | 2, moldable, group: this.#next(), level: this.#next(), found: this.#next() };
  }

  #taken(): Taken {
    return {
      group: this.#next(),
      resources: this.#set(),
      passed: this.#next(),
      firstPassed: this.#optional(() => ({ resources: this.#set(), holders: this.#list(() => this.#held()) })),
    };
  }

  #held(): Held {
    return { job: this.#next(), until: this.#next(), resources: this.#set() };
  }

  #set(): string {
    const length = this.#next();
    this.#at += length;
    return formatProcSet(this.#numbers.subarray(this.#at - length, this.#at));
  }

  #list<Item>(read: () => Item): Item[] {
    return Array.from({ length: this.#next() }, read);
  }

  #optional<Item>(read: () => Item): Item | null {
    return this.#next() === 0 ? null : read();
  }

  /** 0 for none, otherwise a place plus 1. */
  #placeOrNone(): number | null {
    const number = this.#next();
    return number === 0 ? null : number - 1;
  }

  #next(): number {
    return this.#numbers[this.#at++] as number;
  }
}
