import { configDefaults, defineConfig } from "vitest/config";
import { reportPageInTests } from "./scripts/report-page.ts";
import { hermetic } from "./test/helpers/hermetic.ts";

export default defineConfig({
  plugins: [reportPageInTests],
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: [...configDefaults.exclude, "test/browser/**", "test/fixtures/**"],
    pool: "forks",
    // Modules are loaded once per worker and not once per file: half of what the pure tests cost would be imports. No test may leave
    // anything behind in a module or in the environment.
    isolate: false,
    // By default one core would be left to the terminal.
    maxWorkers: "100%",
    // Real git, real processes: generous enough for a loaded machine, short enough to notice a hang.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: hermetic,
    globalSetup: "test/helpers/global-setup.ts",
  },
});
