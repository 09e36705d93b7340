import type { Facade } from "./facade.js";

export * from "./index.js";
export declare const createEngine: Facade["createEngine"];
export declare const scheduleScenario: Facade["scheduleScenario"];
export declare const scheduleCycleExternal: Facade["scheduleCycleExternal"];
export declare const buildRedoxPlatform: Facade["buildRedoxPlatform"];
export declare const buildRedoxSlotSets: Facade["buildRedoxSlotSets"];
export declare const scheduleCycleInternal: Facade["scheduleCycleInternal"];
export declare const checkReservationJobs: Facade["checkReservationJobs"];
