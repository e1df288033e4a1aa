import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new empty folder; it is removed when all tests are done. */
export function tempFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "promptops-")));
}
