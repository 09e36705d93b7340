/**
 * Property filters: what users write after `-p` and in braces. OAR executes the text; here it is parsed against a
 * grammar, each fragment by itself, and only what was understood is written as SQL again.
 */

export type { Effort } from "./effort.js";
export { FILTER_LIMITS, type FilterCode, FilterError } from "./error.js";
export { RESERVED as RESERVED_WORDS } from "./keywords.js";
export { type KnownColumns, parseFilter } from "./parse.js";
export { RankSet } from "./rank-set.js";
export { quoteName, type RenderedFilter, renderFilter } from "./render.js";
export { type Selection, selectResources } from "./select.js";
export type { Comparison, Condition, Filter, Literal, Operand } from "./tree.js";
