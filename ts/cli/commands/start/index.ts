/** `oar-redox start`, which `npm start` runs: a database of one's own, a sample in it, a round, and what came of it. */
export { addStartCommand } from "./register.js";
