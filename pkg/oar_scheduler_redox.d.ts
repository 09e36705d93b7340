/* tslint:disable */
/* eslint-disable */

/**
 * The slot sets of a round.
 */
export class SlotSets {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Begins a round. Takes a `Wire` of a whole round; of its jobs the already scheduled ones count.
     *
     * # Errors
     * A fault, as `schedule`.
     */
    static open(round: any, hooks: any): SlotSets;
    /**
     * Places the waiting jobs of queue groups that are no reservations. Takes a `Wire` of work, gives
     * `DecisionColumns`.
     *
     * # Errors
     * A fault: the columns are not laid out as agreed, or the schedule has too many intervals.
     */
    place(work: any): any;
    /**
     * Treats the reservations of queue groups, queue by queue; else as `place`.
     *
     * # Errors
     * As `place`.
     */
    reserve(work: any): any;
}

declare function __wbg_reset_state(): void;

/**
 * A fire drill: crashes the module on purpose, so that what follows a crash can be tested on the
 * bytes that are shipped. 0: a panic; 1: a stack overflow; 2: exhausted memory.
 */
export function drill(kind: number): void;

/**
 * Decides a round again and tells of one job of it. Takes a `Wire` of the round and the row of the job; when the
 * round was decided step by step, also a `Wire` of each step up to the one that treated the job, and for each
 * step whether it treated reservations. The row is then one of the last step.
 *
 * # Errors
 * A fault, as `schedule`.
 */
export function explain(round: any, steps: any[], reserves: Uint8Array | number[], hooks: any, row: number): Float64Array;

/**
 * Codes of all errors that are thrown on purpose.
 */
export function faultCodes(): string[];

/**
 * Names of the reasons, by their number: an outcome of 2 or more in `DecisionColumns`, less 2.
 */
export function reasonCodes(): string[];

/**
 * After a crash: the next call of an export works on a fresh instance of the module.
 */
export function reinitialise(): void;

/**
 * Decides a round. Takes a `Wire` of a whole round, the hooks, and a stopwatch that is told when the round has been
 * read and when it has been decided; gives `DecisionColumns`.
 *
 * # Errors
 * A fault: the columns are not laid out as agreed, the blocks of a level overlap too much, or the schedule has
 * too many intervals.
 */
export function schedule(round: any, hooks: any, stopwatch: any): any;

/**
 * The texts of sets that stand one after the other, with a line feed between two of them. `bounds`: first and last rank of
 * each interval, set by set; `ends`: where each set ends in a longer list, of whose items these are those from `first` on.
 *
 * As one text, since to make ten thousand small ones takes the host longer than to take one apart. What is not within the
 * bounds is left out.
 */
export function setTexts(ends: Uint32Array | number[], bounds: Uint32Array | number[], first: number): string;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_slotsets_free: (a: number, b: number) => void;
    readonly drill: (a: number) => void;
    readonly explain: (a: any, b: number, c: number, d: number, e: number, f: any, g: number) => [number, number, number];
    readonly faultCodes: () => [number, number];
    readonly reasonCodes: () => [number, number];
    readonly reinitialise: () => void;
    readonly schedule: (a: any, b: any, c: any) => [number, number, number];
    readonly setTexts: (a: number, b: number, c: number, d: number, e: number) => [number, number];
    readonly slotsets_open: (a: any, b: any) => [number, number, number];
    readonly slotsets_place: (a: number, b: any) => [number, number, number];
    readonly slotsets_reserve: (a: number, b: any) => [number, number, number];
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __externref_drop_slice: (a: number, b: number) => void;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path?: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
