/** The types of `deno-empty-entry.js`, whose syntax the compiler does not know. */
export declare function ready(): void;
