import { createReadStream } from "node:fs";
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
        throw noSuchFile(path, error);
      }
    },
    async *stream(path) {
      try {
        yield* path === "-" ? process.stdin : createReadStream(resolve(cwd, path));
      } catch (error) {
        throw error instanceof Error && "syscall" in error ? noSuchFile(path, error) : error;
      }
    },
  };
}

function noSuchFile(path: string, cause: unknown): PromptopsError {
  const reason = (cause as NodeJS.ErrnoException).code === "EISDIR" ? "is a folder" : "cannot be read";
  return new PromptopsError("no-such-file", `${path} ${reason}.`, { where: path, cause });
}
