/** `oar-redox plan` and `oar-redox explain`: what a person wants to know of the jobs of a database, or of a scenario. */
export { addLiveCommands } from "./register.js";
