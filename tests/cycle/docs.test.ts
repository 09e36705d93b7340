/** The examples of ts/docs/five-functions.md, run as they stand there. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { redox } from "../support/engine.js";
import { REPOSITORY } from "../support/paths.js";
import { NOW, SMALL } from "./small.js";

const page = readFileSync(`${REPOSITORY}ts/docs/five-functions.md`, "utf8");
const examples = [...page.matchAll(/^```js\n(.*?)^```/gms)].map(([, code = ""]) => code.replace(/^import .*\n/m, ""));

test("both modes go through the whole round", async () => {
  expect(examples).toHaveLength(2);
  for (const code of examples) {
    const platform = new redox.MemoryPlatform(SMALL);
    const given = { ...redox, scenario: SMALL, config: {}, now: NOW };
    // The first example makes its platform itself, of a class that keeps it here.
    const names = code.includes("const platform")
      ? {
          ...given,
          MemoryPlatform: class {
            constructor() {
              return platform;
            }
          },
        }
      : { ...given, platform };
    const declared = Object.keys(names).filter((name) => !new RegExp(`const (\\{[^}]*)?\\b${name}\\b`).test(code));
    const run = new Function(...declared, `return (async () => { ${code} })();`);
    await run(...declared.map((name) => names[name as keyof typeof names]));
    expect(platform.fetchScheduledJobs().map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  }
});
