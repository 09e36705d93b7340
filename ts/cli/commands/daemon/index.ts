/** `oar-redox serve`: the daemon that runs rounds. */
export { addDaemonCommand } from "./register.js";
