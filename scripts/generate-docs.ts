/** `npm run docs`: writes the pages of `docs/` that say what the program knows of itself. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { referencePages } from "./reference/pages.ts";

const root = join(import.meta.dirname, "..");
rmSync(join(root, "docs/commands"), { recursive: true, force: true });
for (const [path, text] of Object.entries(referencePages())) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
