import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One folder for everything that tests write: whatever a test leaves behind, it goes at the end. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "promptops-tests-"));
  process.env["TMPDIR"] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
