/** `oar-redox db`: making, filling and checking an OAR database. */
export { addDbCommands } from "./register.js";
