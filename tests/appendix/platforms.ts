/** The platforms of the appendix (7.1). */
import type { ResourceSet } from "../../ts/model/index.js";

/** Blocks of `size` ranks from `first` to `last`. */
function blocks(first: number, last: number, size: number): string[] {
  const made: string[] = [];
  for (let rank = first; rank <= last; rank += size) made.push(size === 1 ? `${rank}` : `${rank}-${rank + size - 1}`);
  return made;
}

/** By name. */
export const PLATFORMS = {
  N32: { default: "1-32", hierarchy: { node: blocks(1, 32, 8) } },
  H32: {
    default: "1-32",
    hierarchy: {
      switch: ["1-16", "17-32"],
      node: blocks(1, 32, 8),
      cpu: blocks(1, 32, 4),
      resource_id: blocks(1, 32, 1),
    },
  },
  N32G: { default: "1-32", hierarchy: { node: blocks(1, 32, 8), switch: ["1-16", "17-21"], gpu: ["22-32"] } },
  P16: { default: "1-16", hierarchy: { node: blocks(1, 16, 2) } },
  M64: { default: "1-64", hierarchy: { nodes: blocks(1, 64, 32), cpus: blocks(1, 64, 8) } },
  M256: { default: "1-256", hierarchy: { nodes: blocks(1, 256, 32), cpus: blocks(1, 256, 8) } },
  D5: { default: "0-4", hierarchy: { resource_id: blocks(0, 4, 1), hosts: ["0-1", "2-3", "4"] } },
} satisfies Record<string, ResourceSet>;

/** Name of a platform. */
export type PlatformName = keyof typeof PLATFORMS;
