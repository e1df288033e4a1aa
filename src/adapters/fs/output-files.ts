import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { OutputFiles } from "../../ports/output-files.ts";
import { outputFolder } from "./output-folder.ts";
import { writeAtomically } from "./write-atomically.ts";

/** @param cwd Absolute path that relative ones count from. */
export function outputFiles(cwd: string): OutputFiles {
  return {
    prepare: (path) =>
      explained(path, async () => {
        const full = resolve(cwd, path);
        await outputFolder(cwd, path);
        const there = await stat(full).catch(() => undefined);
        if (there?.isDirectory() === true) throw new PromptopsError("cannot-write", `${path} is a folder.`, { where: path, hint: "Name a file." });
      }),
    write: (path, pieces) => explained(path, () => writeAtomically(resolve(cwd, path), pieces)),
  };
}

/** What the system says of a path, as one sentence. */
async function explained(path: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new PromptopsError("cannot-write", `${path} cannot be written: ${error.message}.`, { where: path, cause: error });
  }
}
