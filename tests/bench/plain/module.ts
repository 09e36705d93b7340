/** `module.js FILE`: decides a scenario by the plain search compiled to wasm, and writes what the native program writes. */
import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";

/** What of the built module is used. */
interface PlainModule {
  initSync(given: { module: BufferSource }): void;
  Workload: new (scenario: string) => { search_plainly(): void; decided(): string };
}

const built: PlainModule = await import(new URL("module/plain_search.js", import.meta.url).href);
built.initSync({ module: readFileSync(new URL("module/plain_search_bg.wasm", import.meta.url)) });
const workload = new built.Workload(readFileSync(argv[2] as string, "utf8"));
const begin = performance.now();
workload.search_plainly();
stdout.write(`${performance.now() - begin}\n${workload.decided()}`);
