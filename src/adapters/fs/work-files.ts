import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, link, lstat, mkdir, open, realpath, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { WorkFiles } from "../../ports/work-files.ts";
import { namingFile } from "./naming-file.ts";
import { isMissing, pathInside, staysInside } from "./path-inside.ts";

/** Writes below `root`: files appear whole or not at all, and none that is there is ever replaced. */
export function workFiles(root: string): WorkFiles {
  const realRoot = realpath(root);

  async function inside(path: string): Promise<string> {
    const base = await realRoot;
    const absolute = pathInside(base, path);
    if (absolute === undefined || !(await staysInside(base, dirname(absolute)))) {
      throw new PromptopsError("outside-repository", `${path} does not lie inside the repository.`, { where: path });
    }
    return absolute;
  }

  return {
    async exists(path) {
      return isThere(await inside(path));
    },
    async create(path, text) {
      const absolute = await inside(path);
      if (await isThere(absolute)) throw alreadyExists(path);
      await mkdir(dirname(absolute), { recursive: true });
      const temporary = join(dirname(absolute), `.promptops-${randomUUID()}.tmp`);
      try {
        await writeDurably(temporary, text);
        await publish(temporary, absolute);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") throw alreadyExists(path);
        throw error;
      } finally {
        await rm(temporary, { force: true });
      }
    },
  };
}

async function isThere(absolute: string): Promise<boolean> {
  try {
    await lstat(absolute);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    throw namingFile(error, file);
  } finally {
    await handle.close();
  }
}

/** A link, because a rename would replace what another process has just put there. Some file systems know no links. */
async function publish(temporary: string, absolute: string): Promise<void> {
  try {
    await link(temporary, absolute);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    await copyFile(temporary, absolute, constants.COPYFILE_EXCL);
  }
}

function alreadyExists(path: string): PromptopsError {
  return new PromptopsError("already-exists", `${path} is already there.`, { where: path });
}
