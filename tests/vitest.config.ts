/**
 * Projects, each of which can be run alone with `--project`: `unit` needs nothing but Node, `runtimes`
 * needs Deno and Chromium, `database` a PostgreSQL, `package` npm and its registry. `bench` measures, and is there only
 * when `OAR_REDOX_BENCH` is 1; `mutants` tests the tests, needs cargo, and is there only when
 * `OAR_REDOX_MUTANTS` is 1.
 */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const runtimes = ["tests/runtimes/**/*.test.ts"];
const databases = ["tests/database/**/*.test.ts"];
const packaging = ["tests/package/**/*.test.ts"];
/** Of itself vitest leaves a processor free, and on two of them runs one file after the other. */
const maxWorkers = Math.max(2, availableParallelism() - 1);
const otherModule = "tests/support/other-module.ts";

export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: "unit",
          include: ["ts/**/*.test.ts", "tests/**/*.test.ts"],
          exclude: ["**/node_modules/**", ...runtimes, ...databases, ...packaging],
          globalSetup: [otherModule],
          maxWorkers,
          testTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: "runtimes",
          include: runtimes,
          globalSetup: [otherModule],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        root,
        test: {
          name: "database",
          include: databases,
          globalSetup: ["tests/database/server.ts"],
          setupFiles: ["tests/database/cleanup.ts"],
          // What is costly to make, an embedded database above all, is made once for each worker. Two of them: the
          // server and the programs that are run have work to do, too.
          isolate: false,
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        root,
        test: {
          name: "package",
          include: packaging,
          globalSetup: ["tests/package/consumer.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      ...(process.env.OAR_REDOX_BENCH === "1"
        ? [{ root, test: { name: "bench", include: ["tests/bench/**/*.bench.ts"], testTimeout: 180_000 } }]
        : []),
      ...(process.env.OAR_REDOX_MUTANTS === "1"
        ? [{ root, test: { name: "mutants", include: ["tests/mutants/mutants.deep.ts"] } }]
        : []),
    ],
  },
});
