/* tslint:disable */
/* eslint-disable */

declare function __wbg_reset_state(): void;

/**
 * A fire drill: crashes the module on purpose, so that what follows a crash can be tested on the
 * bytes that are shipped. 0: a panic; 1: a stack overflow; 2: exhausted memory.
 */
export function drill(kind: number): void;

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
 * Decides a round. Takes a `Wire` and gives `DecisionColumns`.
 *
 * # Errors
 * A fault: the columns are not laid out as agreed, a job asks for what is not decided yet, the blocks of a
 * level overlap too much, or the schedule has too many intervals.
 */
export function schedule(round: any): any;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly drill: (a: number) => void;
    readonly faultCodes: () => [number, number];
    readonly reasonCodes: () => [number, number];
    readonly reinitialise: () => void;
    readonly schedule: (a: any) => [number, number, number];
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
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
