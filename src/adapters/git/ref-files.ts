import { readdirSync, readFileSync, type Dirent } from "node:fs";
import { join } from "node:path";

/**
 * What a ref of a plain repository holds, read from git's files as git reads them: its own first, since packing writes the common one
 * before it removes that. Undefined when there is no such ref, `"ask"` when git is to be asked what there is.
 */
export function refInFiles(commonFolder: string, ref: string): string | undefined {
  if (ref.includes("..")) return "ask";
  try {
    const own = textAt(join(commonFolder, ref));
    if (own !== undefined) return idIn(own);
    const line = textAt(join(commonFolder, "packed-refs"))
      ?.split("\n")
      .find((each) => each.endsWith(` ${ref}`));
    return line === undefined ? undefined : idIn(line.slice(0, -ref.length - 1));
  } catch {
    return "ask";
  }
}

/** Whether a plain repository surely has no ref at or below what `pattern` begins with, up to its first `*`. */
export function noneInFiles(commonFolder: string, pattern: string): boolean {
  const [start = ""] = pattern.split("*");
  const folder = start.slice(0, start.lastIndexOf("/") + 1);
  if (!folder.startsWith("refs/") || folder === "refs/" || /\.\.|[?[\\]/.test(folder)) return false;
  try {
    return !hasFiles(join(commonFolder, folder)) && textAt(join(commonFolder, "packed-refs"))?.includes(` ${folder}`) !== true;
  } catch {
    return false;
  }
}

/** The commit that is checked out of a plain repository; `"ask"` when the files do not tell. */
export function headInFiles(commonFolder: string): string {
  try {
    const head = textAt(join(commonFolder, "HEAD")) ?? "";
    const [, branch] = /^ref: (refs\/heads\/[^\n]+)\n$/.exec(head) ?? [];
    return (branch === undefined ? idIn(head) : refInFiles(commonFolder, branch)) ?? "ask";
  } catch {
    return "ask";
  }
}

function idIn(text: string): string {
  const found = text.trim();
  return /^[0-9a-f]{40}$/.test(found) ? found : "ask";
}

/** Whether there is anything but empty folders below a folder. */
function hasFiles(folder: string): boolean {
  return entriesOf(folder).some((each) => !each.isDirectory() || hasFiles(join(folder, each.name)));
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isNothing(error)) return [];
    throw error;
  }
}

/** Undefined when there is no such file. */
function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isNothing(error)) return undefined;
    throw error;
  }
}

function isNothing(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR", "EISDIR"].includes(String(error.code));
}
