/** Nodes to be halted or woken: what is read, which nodes, and who is told. */
export type { EnergyDecision } from "./decide.js";
export { saveEnergy } from "./save.js";
