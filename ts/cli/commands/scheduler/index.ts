/** `oar-redox meta` and `oar-redox kamelot`: the programs that OAR itself starts. */
export { addSchedulerCommands } from "./register.js";
