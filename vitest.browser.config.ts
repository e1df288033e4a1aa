import { defineConfig } from "vitest/config";
import { reportPageInTests } from "./scripts/report-page.ts";
import { hermetic } from "./test/helpers/hermetic.ts";

/** The pages in a real browser: `npm run test:browser`. */
export default defineConfig({
  plugins: [reportPageInTests],
  test: {
    include: ["test/browser/**/*.test.ts"],
    pool: "forks",
    // One browser at a time.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: hermetic,
    globalSetup: "test/helpers/global-setup.ts",
  },
});
