/** `npm run test:browser`: the pages in a real browser, which is installed when it is not there. What follows is handed to vitest. */
import { execa } from "execa";
import { chromiumPath, installChromium } from "./chromium.ts";

try {
  if (chromiumPath() === undefined) await installChromium();
  const args = ["run", "--config", "vitest.browser.config.ts", ...process.argv.slice(2)];
  process.exitCode = (await execa("vitest", args, { preferLocal: true, reject: false, stdio: "inherit" })).exitCode ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
