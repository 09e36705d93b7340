/** Fire drills: what follows a crash is tested on the module that is shipped, by crashing it. */
import type { Engine } from "./engine.js";

const KINDS = { panic: 0, stack: 1, memory: 2 } as const;

/**
 * Crashes the module that the engine works with: a panic, a stack overflow, or exhausted memory (which
 * asks the system for up to 4 GiB of address space).
 *
 * @throws EngineCrashedError always
 */
export function drill(engine: Engine, kind: keyof typeof KINDS): void {
  engine.crash(KINDS[kind]);
}
