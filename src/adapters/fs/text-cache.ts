import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TextCache } from "../../ports/text-cache.ts";

/** A file for each text in `folder`. */
export function fileTextCache(folder: string): TextCache {
  return {
    get: (name) => readFile(join(folder, `${name}.json`), "utf8").catch(() => undefined),
    async put(name, text) {
      try {
        const { writeAtomically } = await import("./write-atomically.ts");
        await mkdir(folder, { recursive: true });
        await writeAtomically(join(folder, `${name}.json`), [text]);
      } catch {
        // The next tick makes it again.
      }
    },
  };
}
