/** Nodes to be halted or woken: decisions without a database. */
export { decideEnergy, type EnergyDecision } from "./decide.js";
export { type EnergyPlan, energyPlan } from "./plan.js";
