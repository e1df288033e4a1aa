import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Puts every object of a repository into a file of its own, which can be written over. */
export function unpackObjects(root: string): void {
  const objects = join(root, ".git/objects");
  const packs = join(objects, "pack");
  for (const name of readdirSync(packs).filter((each) => each.endsWith(".pack"))) {
    const pack = readFileSync(join(packs, name));
    for (const end of ["pack", "idx", "rev"]) rmSync(join(packs, name.replace(/pack$/, end)), { force: true });
    execFileSync("git", ["unpack-objects", "-q"], { cwd: root, input: pack });
  }
  for (const entry of readdirSync(objects, { recursive: true, withFileTypes: true })) if (entry.isFile()) chmodSync(join(entry.parentPath, entry.name), 0o644);
}
