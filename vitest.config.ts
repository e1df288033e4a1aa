import { configDefaults, defineConfig } from "vitest/config";
import { reportPageInTests } from "./scripts/report-page.ts";
import { hermetic } from "./test/helpers/hermetic.ts";

/** Tests that start so many processes that a worker which has grown large would take longer over each than loading the modules again. */
const startingMany = ["test/e2e/**/*.test.ts", "test/services/**/*.test.ts", "test/adapters/git/**/*.test.ts", "test/contract/ledger-*.test.ts"];
const never = [...configDefaults.exclude, "test/browser/**", "test/fixtures/**"];

export default defineConfig({
  plugins: [reportPageInTests],
  test: {
    pool: "forks",
    // By default one core would be left to the terminal.
    maxWorkers: "100%",
    // Real git, real processes: generous enough for a loaded machine, short enough to notice a hang.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What all tests together have written takes a while to be removed.
    teardownTimeout: 60_000,
    env: hermetic,
    globalSetup: "test/helpers/global-setup.ts",
    projects: [
      { extends: true, test: { name: "apart", include: startingMany, exclude: never } },
      // Modules are loaded once per worker and not once per file: imports were half of what these tests took. None may leave anything behind
      // in a module or in the environment.
      { extends: true, test: { name: "together", isolate: false, include: ["test/**/*.test.{ts,tsx}"], exclude: [...never, ...startingMany] } },
    ],
  },
});
