import { existsSync } from "node:fs";
import { execa } from "execa";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/** The browser that pages are tested in: `CHROMIUM` when it is set, else where systems usually have one. Undefined when there is none. */
export function chromiumPath(): string | undefined {
  const named = process.env["CHROMIUM"];
  return named === undefined || named === "" ? usual.find((path) => existsSync(path)) : named;
}

/** Installs Debian's chromium where that may be done without asking. @throws with a sentence that says how to get it otherwise. */
export async function installChromium(): Promise<void> {
  const howTo = "Install it (on Debian: `sudo apt-get install chromium`), or name one in CHROMIUM.";
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) throw new Error(`There is no chromium to test pages in. ${howTo}`);
  const options = { stdio: "inherit", reject: false, env: { DEBIAN_FRONTEND: "noninteractive" } } as const;
  await execa("apt-get", ["update"], options);
  const { failed } = await execa("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"], options);
  if (failed) throw new Error(`apt-get could not install chromium. ${howTo}`);
}
