/** Where things are. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DEV_FOLDER } from "../../ts/build/settings.js";

/** The repository, with a slash at the end. */
export const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The folder of the module to test instead of `pkg/`, as `OAR_REDOX_PKG` names it from the repository
 * (a debug build lies elsewhere), or `null`.
 */
export const OTHER_MODULE: string | null =
  process.env.OAR_REDOX_PKG === undefined ? null : resolve(REPOSITORY, process.env.OAR_REDOX_PKG);

/** The folder whose `dist/` and `pkg/` are tested, with a slash at the end. */
export const BUILT = OTHER_MODULE === null ? REPOSITORY : `${REPOSITORY}.cache/tested/`;

/** Whether it is the debug build, which takes several times as long for everything. */
export const DEBUG: boolean = OTHER_MODULE === resolve(REPOSITORY, DEV_FOLDER);

/** Whether this run is the long one, `npm run test:deep`. */
export const DEEP = process.env.OAR_REDOX_DEEP === "1";
