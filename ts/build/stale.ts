/** Whether the committed module still is what its sources make. Needs no Rust: it compares hashes. */
import { join } from "node:path";
import { changes, hashOutputs, hashSources, overBudget, readRecord } from "./record.js";
import type { BuildSettings } from "./settings.js";

/**
 * Compares `BUILD.json` with the sources and with the files beside it.
 *
 * @returns one sentence for each thing that is wrong; empty when the module is current.
 */
export function staleness(root: string, settings: BuildSettings): string[] {
  const folder = join(root, settings.outDir);
  const record = readRecord(folder);
  const sources = changes(record.sources, hashSources(root, settings));
  const files = changes(record.files, hashOutputs(folder));
  return [
    ...(record.profile === "release" ? [] : [`${settings.outDir}/ is a ${record.profile} build`]),
    ...sources.map((change) => `source since the build of ${settings.outDir}/: ${change}`),
    ...files.map((change) => `not as it was built: ${settings.outDir}/${change}`),
    ...overBudget(record.module, settings.budget),
  ];
}
