/** The examples of ts/docs/five-functions.md, run as they stand there. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { MemoryPlatform, Scenario } from "../../dist/engine/node.js";
import { redox } from "../support/engine.js";
import { REPOSITORY } from "../support/paths.js";
import { SMALL } from "./small.js";

const page = readFileSync(`${REPOSITORY}ts/docs/five-functions.md`, "utf8");
const [internal, external] = [...page.matchAll(/^```js\n([^`]*)^```/gm)].map(([, code = ""]) => code);
const BEGIN = /^import [^;]*;\n/m;
const MAKE = "const { config = {}, now } = scenario;\nconst platform = new MemoryPlatform(scenario);\n";

/** Runs code of the page; gives the platform that it works with. */
async function run(code: string): Promise<MemoryPlatform> {
  const body = `return (async () => {\n${code}\nreturn platform;\n})();`;
  const example = new Function(...Object.keys(redox), "scenario", body);
  return await (example(...Object.values(redox), SMALL) as Promise<MemoryPlatform>);
}

test("both modes go through the whole round", async () => {
  expect(internal).toMatch(BEGIN);
  const scenarios: Scenario[] = [];
  for (const code of [internal?.replace(BEGIN, ""), MAKE + external]) {
    scenarios.push((await run(code as string)).scenario);
  }
  expect(scenarios[0]?.jobs.every(({ assignment }) => assignment !== undefined)).toBe(true);
  expect(scenarios[1]).toEqual(scenarios[0]);
});
