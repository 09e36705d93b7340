/** A small round, and a platform over it that can be told to fail or to wait. */
import type { MemoryPlatform, Platform } from "../../dist/engine/node.js";
import type { Job, Scenario } from "../../ts/model/index.js";
import { redox } from "../support/engine.js";

/** Date of the round. */
export const NOW = 1_700_000_000;

/** A job for two of four cores, for ten minutes. */
export function job(id: number, more: Partial<Job> = {}): Job {
  const moldables = [
    { id: 10 * id, walltime: 600, requests: [{ filter: "0-3", levels: [["core", 2] as [string, number]] }] },
  ];
  return { id, queue: "default", moldables, ...more };
}

/** Two queue groups, each with a waiting job and a new reservation, and a job that is running. */
export const SMALL: Scenario = {
  scenario: 1,
  now: NOW,
  config: {},
  resources: { default: "0-3", hierarchy: { core: ["0", "1", "2", "3"] } },
  queues: [["admin"], ["default"]],
  jobs: [
    job(1, { queue: "admin" }),
    job(2, { queue: "admin", reservation: NOW + 3600 }),
    job(3),
    job(4, { reservation: NOW + 3600 }),
    job(5, { assignment: { begin: NOW - 60, end: NOW + 59, resources: "0" } }),
  ],
};

/** The methods of a platform. */
export type Method = keyof Platform;

/** What happens when a method is called, before it does what it does. */
export type Before = (method: Method, args: readonly unknown[]) => unknown;

/** A memory platform each of whose methods is a promise, and calls `before` first. */
export function watched(before: Before, scenario: Scenario = SMALL): { platform: Platform; memory: MemoryPlatform } {
  const memory = new redox.MemoryPlatform(scenario);
  const platform = new Proxy(memory as Platform, {
    get: (_, name: Method) => {
      const method = memory[name] as ((...args: unknown[]) => unknown) | undefined;
      if (typeof method !== "function") return method;
      return async (...args: unknown[]) => {
        await before(name, args);
        return method.apply(memory, args);
      };
    },
  });
  return { platform, memory };
}
