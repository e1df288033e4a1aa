import { realpath } from "node:fs/promises";
import { relative, sep } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { ProjectFolder } from "../../ports/project-folder.ts";
import { workFiles } from "../fs/work-files.ts";
import { initGitRepo } from "./init-git-repo.ts";
import { openGitRepo } from "./open-git-repo.ts";
import { gitIn } from "./run-git.ts";

/** A folder that is, or is about to be, a repository. */
export function projectFolder(path: string): ProjectFolder {
  return {
    path,
    async repository() {
      try {
        return (await openGitRepo(path)).root;
      } catch (error) {
        const none = error instanceof PromptopsError && error.code === "not-a-repository" && !(await isInsideGit(path));
        if (none) return undefined;
        throw error;
      }
    },
    async below(top) {
      return relative(await realpath(top), await realpath(path)).replaceAll(sep, "/");
    },
    async makeRepository() {
      await initGitRepo(path);
    },
    files: workFiles,
  };
}

/** In a bare repository, or in a repository's own folder: no place for a second one. */
async function isInsideGit(path: string): Promise<boolean> {
  return (await gitIn(path).run(["rev-parse", "--git-dir"])).code === 0;
}
