import { realpathSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { PromptopsError } from "../core/errors/promptops-error.ts";

/** A path as the user typed it, from where they are, as a path of the repository; `""` is its top. @throws PromptopsError `outside-repository`. */
export function repositoryPath(root: string, cwd: string, path: string): string {
  const inside = relative(root, resolve(realpathSync(cwd), path))
    .split(sep)
    .join("/");
  if (inside === ".." || inside.startsWith("../"))
    throw new PromptopsError("outside-repository", `${path} does not lie inside the repository ${root}.`, { where: path });
  return inside;
}
