import { configDefaults, defineConfig } from "vitest/config";
import { reportPageInTests } from "./scripts/report-page.ts";
import { hermetic } from "./test/helpers/hermetic.ts";

export default defineConfig({
  plugins: [reportPageInTests],
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: [...configDefaults.exclude, "test/browser/**", "test/fixtures/**"],
    pool: "forks",
    // Real git, real processes: generous enough for a loaded machine, short enough to notice a hang.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: hermetic,
    globalSetup: "test/helpers/global-setup.ts",
  },
});
