/**
 * Three projects, each of which can be run alone with `--project`:
 * `unit` needs nothing but Node, `runtimes` needs Deno and Chromium, `package` needs npm and its registry.
 */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const runtimes = ["tests/runtimes/**/*.test.ts"];
const packaging = ["tests/package/**/*.test.ts"];

export default defineConfig({
  root,
  test: {
    root,
    projects: [
      {
        root,
        test: {
          name: "unit",
          include: ["ts/**/*.test.ts", "tests/**/*.test.ts"],
          exclude: ["**/node_modules/**", ...runtimes, ...packaging],
          testTimeout: 60_000,
        },
      },
      {
        root,
        test: { name: "runtimes", include: runtimes, testTimeout: 120_000, hookTimeout: 120_000 },
      },
      {
        root,
        test: {
          name: "package",
          include: packaging,
          globalSetup: ["tests/package/pack.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
