import { shellWord } from "../../core/shell-word.ts";
import { existsSync } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";

/**
 * Sees to it that a file's folder is there. Inside the repository, or below where the command was started, it is made; anywhere else a
 * missing one is more likely a mistyped path. @throws PromptopsError `cannot-write`.
 */
export async function outputFolder(cwd: string, path: string): Promise<void> {
  const folder = dirname(resolve(cwd, path));
  if ((await stat(folder).catch(() => undefined)) === undefined && !isBelow(folder, topOf(cwd)))
    throw new PromptopsError("cannot-write", `${path} cannot be written: there is no folder ${folder}.`, {
      where: path,
      hint: `\`mkdir -p ${shellWord(folder)}\` makes it.`,
    });
  await mkdir(folder, { recursive: true });
}

/** The repository's top, where there is one. */
function topOf(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

function isBelow(folder: string, top: string): boolean {
  return folder === top || folder.startsWith(top.endsWith(sep) ? top : `${top}${sep}`);
}
