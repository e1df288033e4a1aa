import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One folder for everything that tests write: whatever a test leaves behind, it goes at the end. */
export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "promptops-tests-"));
  process.env["TMPDIR"] = folder;
  // Not at once: it takes seconds, in which nobody would hear that workers have ended, and all of them would seem to hang.
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
