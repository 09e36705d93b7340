/** Where things are. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository, with a slash at the end. */
export const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The folder whose `dist/` and `pkg/` are tested, with a slash at the end: the repository, or what
 * `OAR_REDOX_BUILT` names (a debug build lies elsewhere).
 */
export const BUILT = `${resolve(REPOSITORY, process.env.OAR_REDOX_BUILT ?? ".")}/`;

/** Whether this run is the long one, `npm run test:deep`. */
export const DEEP = process.env.OAR_REDOX_DEEP === "1";
