import { resolve } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { OutputFiles } from "../../ports/output-files.ts";
import { writeAtomically } from "./write-atomically.ts";

/** @param cwd Absolute path that relative ones count from. */
export function outputFiles(cwd: string): OutputFiles {
  return {
    async write(path, pieces) {
      try {
        await writeAtomically(resolve(cwd, path), pieces);
      } catch (error) {
        if (!(error instanceof Error && "syscall" in error)) throw error;
        throw new PromptopsError("cannot-write", `${path} cannot be written: ${error.message}.`, { where: path, cause: error });
      }
    },
  };
}
