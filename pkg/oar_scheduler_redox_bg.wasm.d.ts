/* tslint:disable */
/* eslint-disable */
export const memory: WebAssembly.Memory;
export const __wbg_slotsets_free: (a: number, b: number) => void;
export const drill: (a: number) => void;
export const explain: (a: any, b: number, c: number, d: number, e: number, f: any, g: number) => [number, number, number];
export const faultCodes: () => [number, number];
export const reasonCodes: () => [number, number];
export const reinitialise: () => void;
export const schedule: (a: any, b: any, c: any) => [number, number, number];
export const setTexts: (a: number, b: number, c: number, d: number, e: number) => [number, number];
export const slotsets_open: (a: any, b: any) => [number, number, number];
export const slotsets_place: (a: number, b: any) => [number, number, number];
export const slotsets_reserve: (a: number, b: any) => [number, number, number];
export const __wbindgen_malloc: (a: number, b: number) => number;
export const __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
export const __wbindgen_free: (a: number, b: number, c: number) => void;
export const __externref_table_alloc: () => number;
export const __wbindgen_externrefs: WebAssembly.Table;
export const __externref_drop_slice: (a: number, b: number) => void;
export const __externref_table_dealloc: (a: number) => void;
export const __wbindgen_start: () => void;
