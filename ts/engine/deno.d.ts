import type { Facade } from "./facade.js";

export * from "./index.js";
export declare const createEngine: Facade["createEngine"];
export declare const scheduleScenario: Facade["scheduleScenario"];
