import { lstat, realpath } from "node:fs/promises";
import { join, sep } from "node:path";

/** The absolute path behind a repository-relative POSIX path; undefined for one that would leave the repository. */
export function pathInside(root: string, path: string): string | undefined {
  const segments = path.split("/");
  const clean = segments.every(
    (segment) => segment !== "" && segment !== "." && segment !== ".." && segment.toLowerCase() !== ".git" && !/[\\\0]/.test(segment),
  );
  return clean ? join(root, ...segments) : undefined;
}

/** True when neither the file nor a folder on the way to it is a symbolic link. @param realRoot The root, links resolved. */
export async function isPlainFile(realRoot: string, path: string): Promise<boolean> {
  const absolute = pathInside(realRoot, path);
  if (absolute === undefined) return false;
  try {
    return (await lstat(absolute)).isFile() && (await realpath(absolute)) === absolute;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** The deepest folder of `folder` that exists lies where its path says: no link leads elsewhere. */
export async function staysInside(realRoot: string, folder: string): Promise<boolean> {
  try {
    return (await realpath(folder)) === folder;
  } catch (error) {
    if (!isMissing(error) || !folder.startsWith(realRoot + sep)) return false;
    return staysInside(realRoot, join(folder, ".."));
  }
}

export function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP";
}
