/**
 * The command line: `oar-redox schedule` for scenarios of one's own, `oar-redox meta` and others for OAR databases,
 * `oar-redox start` to see it all.
 *
 * `main.ts` starts `program.ts`, which knows the commands (`commands/`). `input/` reads scenarios and says where they
 * are wrong, `drawing/` turns schedules into text, `style/` is how text looks. It decides nothing about scheduling.
 */
export { EXIT, type ExitStatus } from "./exit-status.js";
export { type Io, processIo } from "./io.js";
export { run } from "./program.js";
