import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { GivenFiles } from "../../ports/given-files.ts";

/** @param cwd Absolute path that relative ones count from. */
export function givenFiles(cwd: string): GivenFiles {
  return {
    async read(path) {
      if (path === "-") return buffer(process.stdin);
      try {
        return await readFile(resolve(cwd, path));
      } catch (error) {
        const reason = (error as NodeJS.ErrnoException).code === "EISDIR" ? "is a folder" : "cannot be read";
        throw new PromptopsError("no-such-file", `${path} ${reason}.`, { where: path, cause: error });
      }
    },
  };
}
