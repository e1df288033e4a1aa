import { readFileSync } from "node:fs";
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

/** Undefined when there is no such file. */
function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR", "EISDIR"].includes(String(error.code))) return undefined;
    throw error;
  }
}
